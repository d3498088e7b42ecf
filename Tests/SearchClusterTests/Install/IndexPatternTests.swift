import Testing

@testable import SearchCluster

@Suite("Index patterns")
struct IndexPatternTests {
    @Test(
        "Two overlap when a name matches both",
        arguments: [
            ("a-*", "a-1", true), ("a-*", "*-1", true), ("a-*", "b-*", false), ("*", "anything", true),
            ("a*b*c", "*x*", true), ("a*b", "ab", true), ("a*b", "a", false), ("a", "a", true), ("a", "b", false),
            ("logs-*-*", "logs-x", false), ("*a*", "*b*", true), ("", "*", true), ("ab*", "*a", true),
            ("ab", "*a", false),
        ])
    func overlap(left: String, right: String, expected: Bool) {
        #expect(IndexPattern(left).overlaps(IndexPattern(right)) == expected)
        #expect(IndexPattern(right).overlaps(IndexPattern(left)) == expected)
    }

    @Test(
        "One covers another when it matches all that the other matches",
        arguments: [
            ("a-*", "a-1.*", true), ("a-1.*", "a-*", false), ("*", "a-*", true), ("a-*", "a-*", true),
            ("a-*", "*-1", false), ("*-1", "a-*-1", true),
        ])
    func cover(pattern: String, other: String, expected: Bool) {
        #expect(IndexPattern(pattern).covers(IndexPattern(other)) == expected)
    }

    @Test("Versions are ordered by their numbers")
    func versions() {
        let versions = ["0.9", "0.9.1", "1.0.0", "1.0.0-a", "1.2.0", "1.10.0", "10.0.0"]
        for (place, version) in versions.enumerated() {
            for (other, later) in versions.enumerated() {
                #expect(VersionOrder.isOlder(version, than: later) == (place < other), "\(version) \(later)")
            }
        }
    }
}
