import Testing

@testable import BeaconTransform

@Suite("What a first line says of its file")
struct FormatRecognitionTests {
    private func recognized(_ line: String, _ options: InputOptions = InputOptions()) -> FormatRecognition {
        (Array(line.utf8) + Array(repeating: 0, count: 64)).withUnsafeBytes {
            FormatRecognition(UnsafeRawBufferPointer(rebasing: $0[..<line.utf8.count]), options)
        }
    }

    @Test(
        "Formats are known, and the template that fits them",
        arguments: [
            (#"{"@timestamp":1,"host":{"name":"a"}}"#, InputFormat.ecs, nil),
            (#"{"@timestamp":1,"flow":{"id":"x","final":true}}"#, .ecs, "beaconing-flows"),
            (#"{"_source":{"@timestamp":1,"flow.id":"x"}}"#, .ecs, "beaconing-flows"),
            ("#separator \\x09", .zeek, "beaconing-flows"), ("#fields\tts\tuid", .zeek, "beaconing-flows"),
            (#"{"ts":1588205199.8,"id.orig_h":"10.0.0.1"}"#, .zeek, "beaconing-flows"),
            (#"{"@stream":"conn","ts":1588205199.8,"id_orig_h":"10.0.0.1"}"#, .zeek, "beaconing-flows"),
            (#"{"ts":1588205199.8,"id":{"orig_h":"10.0.0.1"}}"#, .zeek, "beaconing-flows"),
            (
                #"{"timestamp":"2026-11-24T17:00:00.0+0000","flow_id":1,"event_type":"stats","host":"s"}"#, .suricata,
                "beaconing-flows"
            ),
            (#"{"EventID":1,"SourceName":"Microsoft-Windows-Sysmon","Hostname":"a"}"#, .nxlog, "beaconing-sysmon"),
            (#"{"winlog":{"event_id":4624},"host":{"name":"a"}}"#, .winlogbeat, "beaconing-sysmon"),
            ("time,source.ip,destination.ip", .csv, "beaconing-flows"), ("host.name;process.name", .csv, nil),
            ("{", .ecs, nil), ("[", .ecs, nil), ("plain words", .ecs, nil), ("{\"a\":1},{\"b\":2}", .ecs, nil),
            ("\u{1B}[31m,a", .ecs, nil), ("", .ecs, nil),
        ] as [(String, InputFormat, String?)])
    func recognizes(line: String, format: InputFormat, template: String?) {
        #expect(recognized(line).format == format)
        #expect(recognized(line).templateID == template)
    }

    @Test("Zeek's other logs are told from that of connections, and a stream of all of them is read")
    func otherLogs() {
        #expect(recognized(#"{"ts":1.5,"id.orig_h":"10.0.0.1","query":"a.b","qtype":1}"#).obstacle != nil)
        #expect(recognized(#"{"ts":1.5,"id.orig_h":"10.0.0.1","conn_state":"SF"}"#).obstacle == nil)
        #expect(recognized(#"{"_path":"dns","ts":1.5,"id.orig_h":"10.0.0.1","query":"a.b"}"#).obstacle == nil)
    }

    @Test("What is insisted on is not looked at")
    func insists() {
        for format in InputFormat.allCases {
            #expect(recognized("{}", InputOptions(format: format)).format == format)
        }
        let columns = [InputOptions.Column(field: "process.name", name: "app")]
        #expect(recognized("app,dst", InputOptions(columns: columns)).templateID == nil)
    }

    @Test("Standard input, pipes and empty files are not recognised before they are read")
    func untouched() throws {
        let files = try EventFiles()
        #expect(try FormatRecognition.recognize(files.write("\n\n"), InputOptions()) == nil)
        #expect(try FormatRecognition.recognize("-", InputOptions()) == nil)
        #expect(try FormatRecognition.recognize("-", InputOptions(format: .zeek))?.templateID == "beaconing-flows")
        let packed = try files.write(EventFiles.gzip(Array("\n#fields\tts\n".utf8)), to: "conn.log.gz")
        #expect(try FormatRecognition.recognize(packed, InputOptions())?.format == .zeek)
        #expect(throws: InputError.self) { try FormatRecognition.recognize(files.path + "/none", InputOptions()) }
    }
}
