import BeaconTraffic
import Testing

@testable import BeaconTransform

@Suite("Labels of groups")
struct GroupLabelsTests {
    private func key(_ values: String...) -> GroupKey { GroupKey(values.map { .text(Array($0.utf8)) }) }

    @Test("What simulate writes is read, each group as what it is")
    func simulated() throws {
        let day = OfficeDay(seed: 3, hosts: 4, endSecond: TuneTraffic.endSecond, hours: 2)
        var bytes: [UInt8] = []
        for label in day.labels { LabelWriter().append(label, to: &bytes) }
        let files = try EventFiles()
        let labels = try GroupLabels.read(file: try files.write(bytes), of: TuneTraffic.template())
        #expect(labels.count == day.labels.count && labels.beacons == day.labels.count { $0.isBeacon })
        for label in day.labels {
            #expect(labels[key(label.host, label.process)] == (label.isBeacon ? .beacon : .benign))
        }
        #expect(labels[key("nobody", "none")] == nil)
    }

    @Test("Fields may be named as in the template, and addresses and numbers are compared as text")
    func fields() throws {
        let files = try EventFiles()
        let file = try files.write(#"{"source.ip":"10.0.0.1","destination.port":443,"is_beacon":true}"#)
        let template = SignalSamples.template(groupBy: ["source.ip", "destination.port"])
        let labels = try GroupLabels.read(file: file, of: template)
        #expect(labels[GroupKey([SignalSamples.address("10.0.0.1"), .integer(443)])] == .beacon)
    }

    @Test(
        "A line that is no label is refused with its number",
        arguments: [
            ("nonsense", ":1: ", "no JSON object"),
            ("{\"host\":\"a\",\"is_beacon\":true}", ":1: ", "process.name or process"),
            ("\n{\"host\":\"a\",\"process\":\"b\"}", ":2: ", "is_beacon"), ("", "", "holds no labels"),
            (
                "{\"host\":\"a\",\"process\":\"b\",\"is_beacon\":true}\n{\"host\":\"a\",\"process\":\"b\",\"is_beacon\":false}",
                ":2: ",
                "a, b is benign here and beacon in an earlier line"
            ),
        ])
    func refused(text: String, line: String, part: String) throws {
        let files = try EventFiles()
        let file = try files.write(text)
        let error = #expect(throws: InputError.self) {
            try GroupLabels.read(file: file, of: TuneTraffic.template())
        }
        let description = error?.description ?? ""
        #expect(description.contains(line) && description.contains(part), "\(description)")
    }
}
