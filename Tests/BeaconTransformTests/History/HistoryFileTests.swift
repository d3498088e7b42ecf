import BeaconScore
import Foundation
import SearchCluster
import TestSupport
import Testing

@testable import BeaconTransform

@Suite("The history's file", .serialized)
struct HistoryFileTests {
    /// Passes whose first two hours are done, so that there is a file.
    private static func begun(seed: UInt64) async throws -> HistoryPasses {
        let passes = try HistoryPasses(try ScriptedPull(NaiveGroups.Event.office(seed: seed, groups: 12)))
        try await passes.expectSame()
        return passes
    }

    @Test("Only its owner can read it, and its name says nothing")
    func rights() async throws {
        let passes = try await Self.begun(seed: 40)
        let attributes = try FileManager.default.attributesOfItem(atPath: passes.file().path)
        #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
        let folder = try FileManager.default.attributesOfItem(atPath: passes.folder.path + "/history")
        #expect((folder[.posixPermissions] as? NSNumber)?.intValue == 0o700)
        #expect(try passes.file().deletingPathExtension().lastPathComponent.allSatisfy(\.isHexDigit))
        #expect(passes.files.count == 1)
    }

    @Test(
        "A file with flipped bytes never changes a result, and the history mends itself",
        arguments: 0..<4 as Range<UInt64>)
    func flipped(seed: UInt64) async throws {
        let passes = try HistoryPasses(try ScriptedPull(NaiveGroups.Event.office(seed: 41, groups: 12)))
        try await passes.expectSame()
        let full = try await passes.result(hour: 1, history: nil)
        let file = try passes.file()
        let whole = try [UInt8](Data(contentsOf: file))
        var random = SeededRandom(seed: seed)
        var noticed = 0
        for _ in 0..<3 {
            var bytes = whole
            for _ in 0..<[1, 1, 3, 200][Int(seed)] {
                // Half of the flips hit the first pages, where the tables' shape is.
                let end = random.chance(0.5) ? bytes.count : min(bytes.count, 8_192)
                bytes[Int.random(in: 0..<end, using: &random)] ^= UInt8.random(in: 1...255, using: &random)
            }
            try Data(bytes).write(to: file)
            let result = try await passes.result(hour: 1, history: passes.setting(hour: 1))
            passes.expect(result, is: full)
            noticed += result.warnings.isEmpty ? 0 : 1
        }
        // A flip or two may fall where nothing is.
        #expect(noticed > 0 || seed < 3)
        passes.expect(try await passes.result(hour: 1, history: passes.setting(hour: 1)), is: full)
        let last = try await passes.result(hour: 1, history: passes.setting(hour: 1))
        #expect(last.warnings.isEmpty && last.history?.kept == 6)
    }

    @Test(
        "What is no history is replaced and said",
        arguments: ["", "short", "text", "truncated", "schema", "version", "format", "read-only", "folder", "link"])
    func replaced(kind: String) async throws {
        let passes = try await Self.begun(seed: 42)
        let file = try passes.file()
        let whole = try Data(contentsOf: file)
        switch kind {
        case "": try Data().write(to: file)
        case "short": try whole.prefix(50).write(to: file)
        case "text": try Data(String(repeating: "no database ", count: 1_000).utf8).write(to: file)
        case "truncated": try whole.prefix(whole.count * 2 / 3).write(to: file)
        case "schema":
            let database = try HistoryDatabase(file.path)
            try database.run("CREATE TRIGGER t AFTER DELETE ON host BEGIN DELETE FROM hour; END")
        case "version":
            let database = try HistoryDatabase(file.path)
            try database.run("PRAGMA user_version=99")
        case "format", "read-only":
            // Bytes by which a file says that it needs a newer SQLite to be read, or to be written.
            var bytes = [UInt8](whole)
            bytes[kind == "format" ? 47 : 18] = 9
            try Data(bytes).write(to: file)
        case "folder":
            try FileManager.default.removeItem(at: file)
            try FileManager.default.createDirectory(at: file, withIntermediateDirectories: false)
        default:
            let elsewhere = passes.folder.appending(path: "elsewhere")
            try FileManager.default.moveItem(at: file, to: elsewhere)
            try FileManager.default.createSymbolicLink(at: file, withDestinationURL: elsewhere)
        }
        let second = try await passes.expectSame(hour: 1)
        let third = try await passes.expectSame(hour: 1)
        switch kind {
        case "": #expect(second.warnings.isEmpty && third.history?.kept == 6)
        case "folder", "link":
            // What somebody put there stays, and each pass says so.
            #expect(second.warnings.count == 1 && third.warnings.count == 1 && third.history == nil)
            #expect(FileManager.default.fileExists(atPath: file.path))
        default:
            #expect(second.warnings.count == 1 && second.warnings.first?.contains("damaged") == true)
            #expect(third.warnings.isEmpty && third.history?.kept == 6)
        }
    }

    @Test("A folder that cannot be made or that others may write to is not used", arguments: [true, false])
    func folder(isFile: Bool) async throws {
        let passes = try HistoryPasses(try ScriptedPull(NaiveGroups.Event.office(seed: 43)))
        let history = passes.folder.appending(path: "history")
        if isFile {
            try Data("x".utf8).write(to: history)
        } else {
            try FileManager.default.createDirectory(
                at: history, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o777])
            try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: history.path)
        }
        let result = try await passes.expectSame()
        #expect(result.history == nil && result.warnings.count == 1)
        #expect(result.warnings.first?.contains("whole window") == true)
    }

    @Test("Whoever comes second goes without, and both find the same")
    func twoHandles() async throws {
        let passes = try await Self.begun(seed: 44)
        do {
            let first = try HistoryFile(passes.file().path, mostBytes: 1 << 30)
            let result = try await passes.expectSame(hour: 1)
            #expect(result.history == nil && result.warnings.first?.contains("in use by another run") == true)
            #expect(try first.starts().count == 6)
        }
        #expect(try await passes.expectSame(hour: 1).history?.kept == 5)
    }

    @Test("A log that was cut off anywhere leaves the hours from before or the hours from after")
    func cutLog() async throws {
        let passes = try HistoryPasses(try ScriptedPull(NaiveGroups.Event.office(seed: 49, groups: 12)))
        try await passes.expectSame()
        let full = try await passes.result(hour: 1, history: nil)
        let path = try passes.file()
        let log = path.deletingLastPathComponent().appending(path: path.lastPathComponent + "-wal")
        let (database, written) = try {
            let file = try HistoryFile(path.path, mostBytes: 1 << 30)
            for start in try file.starts().prefix(2) { try file.delete(hour: start) }
            try file.commit()
            // What lies on the disk while the program runs is what is there when it is killed.
            return (try Data(contentsOf: path), try Data(contentsOf: log))
        }()
        #expect(written.count > 4_096)
        var random = SeededRandom(seed: 49)
        var found: Set<Int> = []
        for cut in [0, written.count] + (0..<6).map({ _ in Int.random(in: 0..<written.count, using: &random) }) {
            for file in passes.files { try FileManager.default.removeItem(at: file) }
            try database.write(to: path)
            try written.prefix(cut).write(to: log)
            let result = try await passes.result(hour: 1, history: passes.setting(hour: 1))
            passes.expect(result, is: full)
            #expect(result.warnings.isEmpty)
            found.insert(result.history?.kept ?? -1)
        }
        #expect(found == [4, 5])
    }

    @Test("Many passes at once find what a full pull finds")
    func atOnce() async throws {
        let passes = try HistoryPasses(try ScriptedPull(NaiveGroups.Event.long(seed: 45)))
        let full = try await passes.result(hour: 1, history: nil)
        let results = try await withThrowingTaskGroup(of: WindowResult.self) { tasks in
            for _ in 0..<8 { tasks.addTask { try await passes.result(hour: 1, history: passes.setting(hour: 1)) } }
            return try await tasks.reduce(into: []) { $0.append($1) }
        }
        #expect(results.count == 8 && results.contains { $0.history != nil })
        for result in results { passes.expect(result, is: full) }
        #expect(try await passes.expectSame(hour: 1).history?.kept == 6)
    }

    @Test("Hours that no window reaches are deleted, and the file does not grow")
    func pruning() async throws {
        let cluster = ScriptedCluster([])
        let passes = try HistoryPasses(try ScriptedPull(cluster))
        let events = Array(NaiveGroups.Event.office(seed: 46).prefix(60))
        var sizes: [Int] = []
        for hour in 0..<14 as Range<Int64> {
            cluster.add(events.map { $0.later(by: hour * 3_600).scripted })
            let result = try await passes.result(hour: hour, history: passes.setting(hour: hour))
            #expect(result.warnings.isEmpty)
            sizes.append(try passes.file().resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0)
        }
        try await passes.expectSame(hour: 13)
        let starts = try HistoryFile(passes.file().path, mostBytes: 1 << 30).starts()
        #expect(starts.count <= 9 && starts.count >= 6, "\(starts.count)")
        #expect(starts.last == passes.pull.window.nowSeconds + 1 + 12 * 3_600)
        let (early, late) = (sizes[8..<11].max() ?? 0, sizes[11...].max() ?? 0)
        #expect(late <= early * 5 / 4, "\(sizes)")
    }

    @Test("A history that is too large is not kept, and the window is read all the same")
    func bounded() async throws {
        let passes = try HistoryPasses(try ScriptedPull(NaiveGroups.Event.office(seed: 47, groups: 120)))
        for hour in 0..<2 as Range<Int64> {
            let result = try await passes.expectSame(hour: hour, mostBytes: 32_768)
            #expect(result.warnings.first?.contains("full") == true && result.history == nil)
        }
        let size = try passes.files.reduce(0) { try $0 + ($1.resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0) }
        #expect(size <= 2 * 32_768)
    }

    @Test("Files that no pass has written to for a month go, and what is none of ours stays")
    func abandoned() async throws {
        let passes = try HistoryPasses(try ScriptedPull(NaiveGroups.Event.office(seed: 48)))
        let history = passes.folder.appending(path: "history")
        try FileManager.default.createDirectory(
            at: history, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        let now = Date(timeIntervalSince1970: Double(passes.setting().clockSeconds))
        let old = String(repeating: "a", count: 64) + ".sqlite"
        let young = String(repeating: "b", count: 64) + ".sqlite"
        for (name, days) in [(old, 31), (old + "-wal", 31), (young, 29), ("notes.sqlite", 90), ("aaaa.sqlite", 90)] {
            let file = history.appending(path: name)
            try Data("x".utf8).write(to: file)
            try FileManager.default.setAttributes(
                [.modificationDate: now.addingTimeInterval(-86_400 * Double(days))], ofItemAtPath: file.path)
        }
        try await passes.expectSame()
        let names = Set(passes.files.map(\.lastPathComponent))
        #expect(!names.contains(old) && !names.contains(old + "-wal"))
        #expect(names.isSuperset(of: [young, "notes.sqlite", "aaaa.sqlite"]))
    }
}
