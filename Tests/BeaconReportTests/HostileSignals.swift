import BeaconScore

@testable import BeaconTransform

/// Signals whose names come from somebody who wants to be misread.
enum HostileSignals {
    private static let pieces: [[UInt8]] =
        [
            "\u{1B}[31m", "\u{1B}]0;title\u{7}", "\u{9B}2J", "\r", "\n", "\t", "\u{0}", "\u{7F}", "\u{85}", "\u{2028}",
            "\u{202E}", "\u{2066}", "\u{200B}", "\u{FEFF}", "\u{AD}", "\u{E0041}", "=cmd|' /C calc'!A0", "+1", "-2+3",
            "@SUM(A1)", "\"", "\"\"", ",", ";=1", ";", "'", "\\", "漢字", "ｗｉｄｅ", "한글", "🦊", "👩‍👩‍👧", "e\u{301}",
            "a\u{300}\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}", "\u{301}", "ไทย", "abc", "svchost.exe",
            "C:\\Windows\\System32", " ",
            "a-very-long-name-that-goes-on-and-on-and-on-until-nobody-reads-it.example.com",
            "<script>", "</td>", "%00", "${x}", "…",
        ].map { Array($0.utf8) } + [[0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xF0, 0x9F, 0x92]]

    static func text(_ random: inout SeededRandom) -> [UInt8] {
        (0..<Int.random(in: 0...6, using: &random)).flatMap { _ in pieces.randomElement(using: &random) ?? [] }
    }

    static func signals(_ count: Int, groupFields: Int, seed: UInt64) -> [Signal] {
        var random = SeededRandom(seed: seed)
        return (0..<count).map { _ in
            let group = (0..<groupFields).map { _ in
                Bool.random(using: &random)
                    ? GroupValue.text(text(&random)) : .integer(.random(in: .min ... .max, using: &random))
            }
            let tests = Set(
                [ReportSamples.Test.interval, .out, .in, .count].filter { _ in Bool.random(using: &random) })
            let figure =
                [0.5, -1, 1, .nan, .infinity, 1e300, Double.leastNonzeroMagnitude, -0.0].randomElement(using: &random)
                ?? 0
            var signal = ReportSamples.beacon(
                group, tests, period: .random(in: 1...100_000, using: &random), autocovariance: figure,
                bytes: (figure, .random(in: 0...1e18, using: &random)),
                documents: .random(in: 1...Int64(Int32.max), using: &random),
                to: (0..<Int.random(in: 0...12, using: &random)).map { _ in
                    String(decoding: text(&random), as: UTF8.self)
                })
            signal.context?.sourceAddress = .text(text(&random))
            return signal
        }
    }
}
