import Foundation
import TestSupport
import Testing

@Suite("A report in a browser")
struct ReportInBrowserTests {
    private static let browser = ["chromium", "chromium-browser", "google-chrome"].map { "/usr/bin/" + $0 }.first {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    @Test(
        "Names that are made to act are shown: nothing runs but the page's script, and nothing complains",
        .enabled(if: browser != nil, "there is no Chromium in /usr/bin"), arguments: ["", "#1"])
    func hostile(_ fragment: String) async throws {
        let program = try BuiltProgram()
        let name =
            #"</script><script>document.title='owned'</script><img src=x onerror=document.title='owned'><!--\u2028'"#
        _ = try program.write(
            BeaconEvents.text(process: name) + BeaconEvents.text(process: #"a\u202egpj.exe"#), to: "day.ndjson")
        let report = try await program.run(
            "report", "-q", "--input", "day.ndjson", "--now", BeaconEvents.now, "--output", "report.html")
        #expect(report.code == 0, "\(report.messages)")
        let browser = try #require(Self.browser)
        let outcome = try await program.shell(
            """
            exec \(browser) --headless --no-sandbox --disable-gpu --user-data-dir="$PWD/.profile" \
            --enable-logging=stderr --virtual-time-budget=2000 --dump-dom "file://$PWD/report.html\(fragment)"
            """)
        #expect(outcome.code == 0, "\(outcome.messages)")
        #expect(!outcome.messages.contains(":CONSOLE"), "\(outcome.messages)")
        #expect(outcome.output.contains("<title>Beaconing up to 2026-11-23 10:00:00 UTC</title>"))
        #expect(!outcome.output.contains("<img"))
        #expect(outcome.output.contains("data-milliseconds="))
        // As text, with what would mislead a reader made visible.
        #expect(outcome.output.contains("&lt;/script&gt;&lt;script&gt;document.title='owned'"))
        #expect(outcome.output.contains(#"&lt;!--\u{2028}'"#) && outcome.output.contains(#"a\u{202E}gpj.exe"#))
        #expect(outcome.output.contains(#"aria-expanded="true""#) == !fragment.isEmpty)
        #expect(outcome.output.contains(#"<div class="opened""#) == !fragment.isEmpty)
    }
}
