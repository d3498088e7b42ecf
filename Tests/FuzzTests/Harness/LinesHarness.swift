import PageDecoder
import SearchCluster

@testable import BeaconTransform

/// A file cut into lines; the first byte says how much is read at once.
///
/// Promised: the lines are those that a plain way of unpacking and cutting gives, however the file is read; unpacking does not
/// depend on the pieces that it is given, and gives no more than there was room for.
enum LinesHarness {
    /// Bytes that are unpacked at most; what gives more is left to the limits on memory and time.
    private static let mostBytes = 1 << 20

    static func check(_ input: UnsafeRawBufferPointer) throws(BrokenPromise) {
        guard let head = input.first else { return }
        let content = Array(input.dropFirst())
        let plain: [UInt8]?
        if content.starts(with: [0x1F, 0x8B]) {
            let whole = try unpack(content, pieces: content.count, room: 4_096)
            let pieces = try unpack(content, pieces: 1 + Int(head & 7), room: 1 + Int(head))
            // Of what is broken the call that finds out gives nothing, however much it had unpacked by then.
            let isSame = pieces.bytes.starts(with: whole.bytes) || whole.bytes.starts(with: pieces.bytes)
            try promise(isSame, "unpacking depends on the pieces")
            try promise(whole.isWhole == pieces.isWhole, "whether an archive is whole depends on the pieces")
            try promise(!whole.isWhole || whole.bytes == pieces.bytes, "what an archive holds depends on the pieces")
            if whole.isCut { return }
            plain = whole.isWhole ? whole.bytes : nil
        } else {
            plain = content
        }
        let file = TemporaryFile(content, ending: "ndjson")
        let lines = read(file.path, bufferSize: 1 + Int(head) * 4)
        guard let lines else { return try checkRefusal(plain, content) }
        guard let plain else { throw BrokenPromise("lines of an archive that is broken or cut off") }
        try promise(lines == expected(plain), "\(lines.count) lines came, \(expected(plain).count) were expected")
    }

    /// The lines of a file; `nil` when it is refused.
    private static func read(_ path: String, bufferSize: Int) -> [[UInt8]]? {
        do {
            var reader = LineReader(try InputFile(path), bufferSize: bufferSize)
            var lines: [[UInt8]] = []
            var behind: UInt8 = 0
            while let line = try reader.next(unless: Cancellation()) {
                lines.append(Array(line))
                // What is promised to be readable is read, for a sanitizer to see.
                guard let base = line.baseAddress else { continue }
                let padded = UnsafeRawBufferPointer(start: base, count: line.count + Int(EVENT_PADDING))
                behind = padded.reduce(behind, ^)
            }
            withExtendedLifetime(behind) {}
            return lines
        } catch {
            return nil
        }
    }

    private static func checkRefusal(_ plain: [UInt8]?, _ content: [UInt8]) throws(BrokenPromise) {
        guard let plain else { return }
        let isForeign = plain.withUnsafeBytes { ForeignFormat.sentence(for: $0) != nil }
        try promise(isForeign, "a file is refused without being foreign: \(content.prefix(20))")
    }

    /// Lines without their ends and the spaces around them.
    private static func expected(_ plain: [UInt8]) -> [[UInt8]] {
        let text = plain.starts(with: [0xEF, 0xBB, 0xBF]) ? plain.dropFirst(3) : plain[...]
        var lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        let spaces = Array(" \r\t".utf8)
        return lines.map { line in
            let start = line.firstIndex { !spaces.contains($0) } ?? line.endIndex
            let end = line[start...].lastIndex { !spaces.contains($0) } ?? start - 1
            return Array(line[start..<(end + 1)])
        }
    }

    /// What an archive holds, by pieces of so many bytes into a buffer of so many.
    private static func unpack(
        _ packed: [UInt8], pieces: Int, room: Int
    ) throws(BrokenPromise) -> (bytes: [UInt8], isWhole: Bool, isCut: Bool) {
        var unpacked: [UInt8] = []
        do {
            var gunzip = try Gunzip()
            var place = 0
            let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: room, alignment: 1)
            defer { buffer.deallocate() }
            while true {
                let step = try packed.withUnsafeBytes { bytes in
                    try gunzip.unpack(
                        UnsafeRawBufferPointer(rebasing: bytes[place..<min(place + pieces, bytes.count)]), into: buffer)
                }
                guard step.consumed <= pieces, step.produced <= room else {
                    throw BrokenPromise("\(step) of \(pieces) bytes into \(room)")
                }
                place += step.consumed
                unpacked += buffer[..<step.produced]
                if unpacked.count > mostBytes { return (Array(unpacked.prefix(mostBytes)), false, true) }
                if step.produced == 0, place == packed.count { return (unpacked, gunzip.mayEnd, false) }
                if step.produced == 0, step.consumed == 0 { throw BrokenPromise("unpacking stands still at \(place)") }
            }
        } catch let error as BrokenPromise {
            throw error
        } catch {
            return (unpacked, false, false)
        }
    }
}
