import Foundation
import Testing

@Suite("Inputs that were found by fuzzing, and those that it begins with")
struct CorpusTests {
    private static let folder = URL(filePath: #filePath).appending(path: "../../../Fuzz/Corpus").standardizedFileURL

    /// The inputs of a harness, by name.
    private static func inputs(of harness: Harness) throws -> [URL] {
        try FileManager.default.contentsOfDirectory(
            at: folder.appending(path: harness.rawValue), includingPropertiesForKeys: nil
        ).sorted { $0.lastPathComponent < $1.lastPathComponent }
    }

    @Test("Each input is taken as is promised", arguments: Harness.allCases)
    func kept(harness: Harness) async throws {
        let inputs = try Self.inputs(of: harness)
        #expect(!inputs.isEmpty)
        // Harnesses wait for what they start, which threads of tasks must not.
        let broken: [String] = await withCheckedContinuation { continuation in
            DispatchQueue(label: "fuzz.\(harness)").async {
                continuation.resume(
                    returning: inputs.compactMap { input in
                        do {
                            let bytes = try Data(contentsOf: input)
                            try bytes.withUnsafeBytes { try harness.check($0) }
                            return nil
                        } catch {
                            return "\(input.lastPathComponent): \(error)"
                        }
                    })
            }
        }
        #expect(broken == [])
    }

    @Test("An input that is cut off or changed in one place is taken as well", arguments: Harness.allCases)
    func near(harness: Harness) async throws {
        let inputs = try Self.inputs(of: harness).map { [UInt8](try Data(contentsOf: $0)) }.filter { $0.count < 2_000 }
        let broken: [String] = await withCheckedContinuation { continuation in
            DispatchQueue(label: "fuzz.near.\(harness)").async {
                var broken: [String] = []
                for input in inputs {
                    for place in stride(from: 0, to: input.count, by: max(1, input.count / 20)) {
                        var changed = input
                        changed[place] ^= 0x20
                        for bytes in [Array(input[..<place]), changed] {
                            do {
                                try bytes.withUnsafeBytes { try harness.check($0) }
                            } catch {
                                broken.append("\(String(decoding: bytes, as: UTF8.self)): \(error)")
                            }
                        }
                    }
                }
                continuation.resume(returning: broken)
            }
        }
        #expect(broken == [])
    }
}
