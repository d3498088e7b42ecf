/// Events of one process over six hours, as a file of ECS documents holds them.
enum BeaconEvents {
    /// The end of the events, and of the window that shows them all.
    static let now = "2026-11-23T10:00:00Z"

    /// A process that calls home each minute.
    ///
    /// - Parameter process: `process.name` as it stands in the JSON.
    static func text(process: String = "implant.exe") -> String {
        (0..<359).map { line(process, minute: $0, bytes: 412) }.joined()
    }

    /// A process that connects now and then, with this and that to say.
    static func irregular() -> String {
        var state: UInt32 = 7
        var lines = ""
        for minute in 0..<359 {
            state = state &* 1_664_525 &+ 1_013_904_223
            if state >> 30 == 0 { lines += line("browser.exe", minute: minute, bytes: Int(state >> 16 & 0xFFF)) }
        }
        return lines
    }

    private static func line(_ process: String, minute: Int, bytes: Int) -> String {
        let (hour, rest) = ((240 + minute + 1) / 60, (240 + minute + 1) % 60)
        let time = "2026-11-23T\(hour < 10 ? "0" : "")\(hour):\(rest < 10 ? "0" : "")\(rest):00.000Z"
        return """
            {"@timestamp":"\(time)","event":{"category":["network"],"action":"disconnect_received",\
            "ingested":"\(time)"},"host":{"name":"h"},"process":{"name":"\(process)"},\
            "source":{"ip":"10.0.0.1","bytes":\(bytes)},\
            "destination":{"ip":"91.186.115.121","bytes":\(bytes + 85)}}\n
            """
    }
}
