internal import BeaconTransform

/// The name of a rule that stays the same from one export to the next, in the form of a UUID.
enum RuleID {
    /// The id of a template's rule: 16 bytes of SHA-256 with the marks of version 8 (RFC 9562, section 5.8).
    ///
    /// - Parameter part: tells the rules apart that one kind becomes; empty for the only one.
    static func text(template: String, kind: DetectionRule.Kind, part: String = "") -> String {
        let parts = ["beaconing rule", template, kind.rawValue, part].map { Array($0.utf8) }
        var bytes = Array(Digest(scheme: 2, parts: parts).bytes.prefix(16))
        bytes[6] = bytes[6] & 0x0F | 0x80
        bytes[8] = bytes[8] & 0x3F | 0x80
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for (position, byte) in bytes.enumerated() {
            if [4, 6, 8, 10].contains(position) { text.append(UInt8(ascii: "-")) }
            text += [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
        return String(decoding: text, as: UTF8.self)
    }
}
