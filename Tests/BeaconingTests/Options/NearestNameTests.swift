import BeaconTransform
import Testing

@testable import beaconing

@Suite("Nearest name")
struct NearestNameTests {
    @Test(
        "A slip of the hand finds the name",
        arguments: [
            ("preveiw", "preview"), ("Run", "run"), ("simulat", "simulate"), ("dmo", "demo"), ("temp", "templates"),
        ])
    func near(_ typed: String, _ meant: String) {
        #expect(NearestName.meant(by: typed, among: Program.root.verbs.map(\.name)) == meant)
    }

    @Test("Another word finds none", arguments: ["", "teleport", "xyzzy", "vanish"])
    func far(_ typed: String) {
        #expect(NearestName.meant(by: typed, among: Program.root.verbs.map(\.name)) == nil)
    }
}
