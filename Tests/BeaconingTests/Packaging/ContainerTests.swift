import BeaconTransform
import Foundation
import SearchCluster
import Testing

@testable import beaconing

@Suite("The image and its manifests")
struct ContainerTests {
    static let workloads = ["cronjob.yml", "sliced-job.yml", "deployment.yml"]

    private func manifest(_ name: String) throws -> YAMLNode {
        let path = ProjectFile.folder.appending(path: "packaging/kubernetes/\(name)").path
        return try YAMLNode(file: path)
    }

    /// The pod of a workload, however deep it lies.
    private func pod(_ node: YAMLNode) throws -> YAMLNode {
        let spec = try #require(node["spec"])
        if spec["containers"] != nil { return spec }
        return try pod(try #require(spec["jobTemplate"] ?? spec["template"]))
    }

    private func container(_ name: String) throws -> YAMLNode {
        let containers = try #require(try pod(manifest(name))["containers"]?.elements)
        #expect(containers.count == 1)
        return try #require(containers.first)
    }

    private func words(_ name: String) throws -> TypedWords {
        let words = try #require(try container(name)["args"]?.elements).compactMap { $0.scalar }
        for word in words {
            // Kubernetes takes texts alone: a bare 4 would be a number.
            guard case .string = word.value else { throw Failure(.badData, "\(word.text) is no text") }
        }
        guard case .words(let typed) = try CommandLineParser().parse(words.map(\.text)) else {
            throw Failure(.defect, "help was asked for")
        }
        return typed
    }

    @Test("Every manifest is YAML and says what it is")
    func yaml() throws {
        let names = try ProjectFile.names(in: "packaging/kubernetes")
        #expect(Set(names).isSuperset(of: Self.workloads))
        for name in names {
            let manifest = try manifest(name)
            #expect(manifest["apiVersion"]?.scalar != nil && manifest["kind"]?.scalar != nil, "\(name)")
        }
    }

    @Test("The image of every manifest is of this version", arguments: workloads)
    func image(_ name: String) throws {
        #expect(try container(name)["image"]?.scalar?.text == "beaconing:\(Program.version)")
    }

    @Test("Each starts the program with words that it takes")
    func words() throws {
        let cron = try words("cronjob.yml")
        #expect(cron.action == .run && cron.last(.every) == "1h" && cron.has(.once))
        #expect(try manifest("cronjob.yml")["spec"]?["concurrencyPolicy"]?.scalar?.text == "Forbid")
        let stays = try words("deployment.yml")
        #expect(stays.action == .run && stays.last(.every) == "1h" && stays.has(.wait) && !stays.has(.once))
    }

    @Test("As many pods as slices, each told which it is")
    func slices() throws {
        let spec = try #require(try manifest("sliced-job.yml")["spec"])
        let slices = try #require(try words("sliced-job.yml").last(.slice))
        #expect(spec["completions"]?.scalar?.text == slices)
        #expect(spec["parallelism"]?.scalar?.text == slices)
        #expect(spec["completionMode"]?.scalar?.text == "Indexed")
    }

    @Test("A pod has no rights and a root that cannot be written", arguments: workloads)
    func restricted(_ name: String) throws {
        let pod = try pod(manifest(name))
        let (context, own) = (
            try #require(pod["securityContext"]), try #require(try container(name)["securityContext"])
        )
        #expect(context["runAsNonRoot"]?.json == true)
        #expect(context["seccompProfile"]?["type"]?.json == "RuntimeDefault")
        #expect(own["allowPrivilegeEscalation"]?.json == false)
        #expect(own["readOnlyRootFilesystem"]?.json == true)
        #expect(own["capabilities"]?["drop"]?.json == ["ALL"])
        #expect(pod["automountServiceAccountToken"]?.json == false)
    }

    @Test("The key is a file of the secret, and refused signals have a place", arguments: workloads)
    func mounts(_ name: String) throws {
        let (pod, container) = (try pod(manifest(name)), try container(name))
        let secret = try #require(try manifest("credentials.yml")["stringData"]?.entries?.first?.key)
        let known = Set(EnvironmentVariable.allCases.map(\.rawValue))
        var file: String?
        for variable in try #require(container["env"]?.elements) {
            let name = try #require(variable["name"]?.scalar?.text)
            #expect(known.contains(name))
            if name == EnvironmentVariable.apiKeyFile.rawValue { file = variable["value"]?.scalar?.text }
        }
        let mounts = try #require(container["volumeMounts"]?.elements)
        let volumes = try #require(pod["volumes"]?.elements)
        #expect(mounts.map { $0["name"]?.scalar?.text } == volumes.map { $0["name"]?.scalar?.text })
        let credentials = try #require(mounts.first { $0["name"]?.scalar?.text == "credentials" })
        #expect(file == "\(credentials["mountPath"]?.scalar?.text ?? "")/\(secret)")
        let named = try manifest("credentials.yml")["metadata"]?["name"]?.scalar?.text
        #expect(volumes.contains { $0["secret"]?["secretName"]?.scalar?.text == named })
        #expect(mounts.contains { $0["mountPath"]?.scalar?.text == container["workingDir"]?.scalar?.text })
    }

    @Test("What a person has to mend is not tried again", arguments: ["cronjob.yml", "sliced-job.yml"])
    func codes(_ name: String) throws {
        let spec = try #require(try manifest(name)["spec"])
        let job = spec["jobTemplate"]?["spec"] ?? spec
        let rule = try #require(job["podFailurePolicy"]?["rules"]?.elements?.first)
        #expect(rule["action"]?.scalar?.text == "FailJob")
        let codes = rule["onExitCodes"]?["values"]?.elements?.map { $0.scalar?.text }
        #expect(codes == [ExitCode.usage, .notAllowed, .configuration].map { "\($0.rawValue)" })
        // Kubernetes takes such a policy for pods alone that are never started again in place.
        #expect(try pod(manifest(name))["restartPolicy"]?.scalar?.text == "Never")
    }

    @Test("The Dockerfile copies what there is, and installs what the build needs")
    func dockerfile() throws {
        let text = try ProjectFile.text("packaging/Dockerfile")
        let lines = text.split(separator: "\n").map(String.init)
        var copies = 0
        for line in lines where line.hasPrefix("COPY ") && !line.contains("--from") {
            for source in line.split(separator: " ").dropFirst().dropLast() {
                #expect(ProjectFile.exists(String(source)), "\(line)")
                copies += 1
            }
        }
        #expect(copies >= 5)
        let script = try ProjectFile.text("scripts/install-deps")
        let packages = try #require(script.firstMatch(of: #/packages="([^"]+)"/#)).1.split(separator: " ")
        for package in packages { #expect(text.contains(" \(package) "), "\(package)") }
        #expect(lines.contains("HEALTHCHECK NONE"))
        #expect(lines.contains { $0.hasPrefix("USER ") && !$0.contains("root") && $0 != "USER 0" })
        #expect(lines.contains(#"ENTRYPOINT ["/usr/local/bin/beaconing"]"#))
    }

    @Test("Resources of a target are copied into the build, or it would not begin")
    func resources() throws {
        let text = try ProjectFile.text("packaging/Dockerfile")
        for resource in try ProjectFile.text("Package.swift").matches(of: #/\.copy\("\.\./\.\./([^"]+)"\)/#) {
            #expect(text.contains("COPY \(resource.1) \(resource.1)\n"), "\(resource.1)")
        }
    }
}
