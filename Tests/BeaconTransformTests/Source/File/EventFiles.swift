import CZlib
import Foundation
import SearchCluster

@testable import BeaconTransform

/// Input files that last as long as a test.
struct EventFiles: ~Copyable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("beaconing-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Writes a file and gives its path.
    func write(_ bytes: [UInt8], to name: String = "events.ndjson") throws -> String {
        let file = path + "/" + name
        try Data(bytes).write(to: URL(fileURLWithPath: file))
        return file
    }

    func write(_ text: String, to name: String = "events.ndjson") throws -> String {
        try write(Array(text.utf8), to: name)
    }

    /// A gzip archive of some bytes.
    static func gzip(_ bytes: [UInt8]) -> [UInt8] {
        var stream = z_stream()
        var packed = [UInt8](repeating: 0, count: bytes.count + bytes.count / 100 + 100)
        var bytes = bytes
        deflateInit2_(
            &stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        let count = bytes.withUnsafeMutableBufferPointer { input in
            packed.withUnsafeMutableBufferPointer { output in
                stream.next_in = input.baseAddress
                stream.avail_in = UInt32(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(output.count)
                deflate(&stream, Z_FINISH)
                return output.count - Int(stream.avail_out)
            }
        }
        deflateEnd(&stream)
        return Array(packed[..<count])
    }
}

extension FilePairSource {
    /// The error that reading gives; `nil` when there is none.
    func error(in window: Window = SignalSamples.window) async throws -> InputError? {
        do {
            _ = try await judgements(in: window, judge: .keepingAll)
            return nil
        } catch let error as InputError {
            return error
        }
    }
}

extension GroupJudge {
    /// Keeps every group that can be judged.
    static var keepingAll: GroupJudge {
        GroupJudge(parameters: SignalSamples.template().metric.parameters, keeping: .judged)
    }
}
