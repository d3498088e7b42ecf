import Foundation
import Testing

@testable import BeaconTransform

@Suite struct TemplateCatalogTests {
    @Test("The first folder that has a name wins, and .yml comes before .yaml and .json")
    func order() throws {
        let first = try TemplateFolder(["a.yaml": "description: first yaml\n" + leastTemplate, "b.json": leastTemplate])
        let second = try TemplateFolder([
            "a.yml": "description: second\n" + leastTemplate, "c.yml": "description: c yml\n" + leastTemplate,
            "c.json": leastTemplate,
        ])
        let catalog = TemplateCatalog(folders: [first.path, second.path])
        #expect(try catalog.template("a").description == "first yaml")
        #expect(try catalog.template("b").id == "b")
        #expect(try catalog.template("c").description == "c yml")
        #expect(try catalog.entries().map(\.name) == ["a", "b", "c"])
        #expect(
            try catalog.entries().map(\.path) == [
                first.path + "/a.yaml", first.path + "/b.json", second.path + "/c.yml",
            ])
    }

    @Test("A list shows what cannot be read, with the reason, beside what can")
    func problems() throws {
        let folder = try TemplateFolder([
            "bad.yml": "a: [\n", "good.yml": "description: fine\n" + leastTemplate, "README.md": "text", ".x.yml": "x",
        ])
        let entries = try folder.catalog.entries()
        #expect(entries.map(\.name) == ["bad", "good"])
        #expect(entries[0].problem?.file == folder.path + "/bad.yml")
        #expect(entries[0].problem?.line == 2)
        #expect(entries[1].problem == nil)
        #expect(entries[1].description == "fine")
    }

    @Test("A folder that does not exist is empty; a file in its place is an error")
    func folders() throws {
        let folder = try TemplateFolder(["file": "x"])
        #expect(try TemplateCatalog(folders: [folder.path + "/none"]).entries().isEmpty)
        #expect(throws: TemplateError.self) { try TemplateCatalog(folders: [folder.path + "/file"]).entries() }
    }

    @Test("A name that is not there lists those that are")
    func missing() throws {
        let folder = try TemplateFolder(["beaconing.yml": leastTemplate, "beaconing-slow.yml": leastTemplate])
        #expect(
            folder.problems("beconing") == [
                "beconing: there is no template of that name; did you mean beaconing? known are beaconing, "
                    + "beaconing-slow; a file needs its path, such as ./my.yml"
            ])
        #expect(
            folder.problems("zzz") == [
                "zzz: there is no template of that name; known are beaconing, beaconing-slow; "
                    + "a file needs its path, such as ./my.yml"
            ])
        #expect(
            TemplateCatalog(folders: []).problems(in: "x").map(\.description) == [
                "x: there is no template of that name; no folder of templates was found, name one with --assets"
            ])
        #expect(folder.problems("./none.yml") == ["./none.yml: there is no such file"])
    }

    @Test("The text of a file comes with its comments")
    func text() throws {
        let folder = try TemplateFolder(["a.yml": "# why\n" + leastTemplate])
        #expect(try folder.catalog.text(of: "a") == "# why\n" + leastTemplate)
        #expect(try folder.catalog.text(of: folder.path + "/a.yml") == "# why\n" + leastTemplate)
        try Data([0x61, 0xFF]).write(to: URL(fileURLWithPath: folder.path + "/b.yml"))
        #expect(throws: TemplateError.self) { try folder.catalog.text(of: "b") }
    }

    @Test("The shipped folder is found beside the program, as installed and as built, and through a link")
    func assets() throws {
        let folder = try TemplateFolder()
        let manager = FileManager.default
        func make(_ path: String) throws {
            try manager.createDirectory(atPath: folder.path + "/" + path, withIntermediateDirectories: true)
        }
        try make("prefix/bin")
        let program = folder.path + "/prefix/bin/beaconing"
        try folder.write("", to: "prefix/bin/beaconing")
        #expect(AssetFolder.transformTemplates.path(assets: nil, executable: program) == nil)

        let bundled = "prefix/bin/beaconing_BeaconTransform.resources/transform-templates"
        try make(bundled)
        #expect(AssetFolder.transformTemplates.path(assets: nil, executable: program)?.hasSuffix(bundled) == true)

        let shared = "prefix/share/beaconing/transform-templates"
        try make(shared)
        #expect(AssetFolder.transformTemplates.path(assets: nil, executable: program)?.hasSuffix(shared) == true)
        #expect(AssetFolder.dashboards.path(assets: nil, executable: program) == nil)

        try make("links")
        let link = folder.path + "/links/beaconing"
        try manager.createSymbolicLink(atPath: link, withDestinationPath: program)
        #expect(AssetFolder.transformTemplates.path(assets: nil, executable: link)?.hasSuffix(shared) == true)

        let catalog = try TemplateCatalog.standard(assets: nil, userFolders: ["/mine"], executable: program)
        #expect(catalog.folders.first == "/mine")
        #expect(catalog.folders.last?.hasSuffix(shared) == true)
    }

    @Test("A folder that was named and holds no templates is an error, not a silent fallback")
    func namedAssets() throws {
        let folder = try TemplateFolder()
        #expect(
            throws: TemplateError(
                file: folder.path, line: nil, sentence: "there is no folder transform-templates in it")
        ) {
            _ = try TemplateCatalog.standard(assets: folder.path, userFolders: [])
        }
        let root = URL(fileURLWithPath: shippedFolder).deletingLastPathComponent().path
        #expect(try TemplateCatalog.standard(assets: root, userFolders: []).template("beaconing").id == "beaconing")
    }
}
