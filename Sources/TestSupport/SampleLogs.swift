/// Six hours of connections up to 2026-11-24T18:00:00Z as other tools would have recorded them: an agent that checks in every five
/// minutes or so, and people.
public enum SampleLogs {
    private struct Connection {
        var second: Double
        var host: String
        var program: String
        var source: String
        var destination: String
        var sent: Int
        var received: Int
    }

    private static let connections: [Connection] = {
        var random = SeededRandom(seed: 9)
        let end = 1_795_543_190.0
        var made: [Connection] = []
        var second = end - 21_500
        while second < end {
            made.append(
                Connection(
                    second: second, host: "WS-0017", program: "svchelper.exe", source: "10.0.0.17",
                    destination: "91.186.115.121", sent: 412, received: 97))
            second += Double.random(in: 240...300, using: &random)
        }
        for _ in 0..<900 {
            let host = Int.random(in: 10...16, using: &random)
            made.append(
                Connection(
                    second: Double.random(in: (end - 21_500)...end, using: &random), host: "WS-00\(host)",
                    program: ["mail.exe", "browser.exe", "notes.exe"].randomElement(using: &random) ?? "",
                    source: "10.0.0.\(host)",
                    destination:
                        "151.101.\(Int.random(in: 0...3, using: &random)).\(Int.random(in: 1...9, using: &random))",
                    sent: Int.random(in: 100...9_000, using: &random),
                    received: Int.random(in: 100...90_000, using: &random)))
        }
        return made.sorted { $0.second < $1.second }
    }()

    /// Zeek's conn.log, as tab-separated values.
    public static var zeek: String {
        let heading = """
            #separator \\x09
            #set_separator\t,
            #empty_field\t(empty)
            #unset_field\t-
            #path\tconn
            #fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tservice\tduration\torig_bytes\tresp_bytes\tconn_state
            #types\ttime\tstring\taddr\tport\taddr\tport\tenum\tstring\tinterval\tcount\tcount\tstring

            """
        return heading
            + connections.enumerated().map { number, one in
                "\(one.second)\tC\(number)\t\(one.source)\t\(50_000 + number)\t\(one.destination)\t443\ttcp\tssl\t0.2\t\(one.sent)\t"
                    + "\(one.received)\tSF\n"
            }.joined()
    }

    /// Sysmon's connections through NXLog, as JSON lines.
    public static var sysmon: String {
        connections.map { one in
            let clock = Int(one.second) % 86_400
            func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
            let time = "2026-11-24 \(two(clock / 3_600)):\(two(clock / 60 % 60)):\(two(clock % 60)).000"
            return
                #"{"EventID":3,"SourceName":"Microsoft-Windows-Sysmon","Hostname":"\#(one.host)","UtcTime":"\#(time)","#
                + #""Image":"C:\\Programs\\\#(one.program)","SourceIp":"\#(one.source)","DestinationIp":"\#(one.destination)","#
                + #""DestinationPort":"443","Protocol":"tcp","Initiated":"true"}"# + "\n"
        }.joined()
    }

    /// Somebody's firewall, as separated values under names of its own.
    public static var firewall: String {
        "StartTime;SrcAddr;DstAddr;Dport;OutBytes;InBytes\n"
            + connections.map { one in
                "\(one.second);\(one.source);\(one.destination);443;\(one.sent);\(one.received)\n"
            }.joined()
    }
}
