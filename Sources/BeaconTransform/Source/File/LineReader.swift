internal import PageDecoder
internal import SearchCluster

/// Cuts a file into lines, unpacking gzip on the way.
struct LineReader: ~Copyable {
    /// The longest line that is taken; documents of the engines are at most 100 MB by default, events a few kilobytes.
    static let longestLine = 64 << 20

    private var file: InputFile
    private var gunzip: Gunzip?
    private var packed: UnsafeMutableRawBufferPointer
    private var packedRange = 0..<0
    private var buffer: UnsafeMutableRawBufferPointer
    private var range = 0..<0
    /// How far the range has been searched for the end of a line.
    private var searched = 0
    private var isAtEnd = false
    /// Whether tabs around a line belong to it, as they do where they separate columns.
    var keepsTabs = false
    /// The number of the line last returned, from 1.
    private(set) var line = 0

    /// The file's name, and how many of its bytes have been read as it lies on disk.
    var name: String { file.name }
    var readBytes: Int64 { file.readBytes }

    init(_ file: consuming InputFile, bufferSize: Int = 1 << 20) {
        self.file = file
        buffer = .allocate(byteCount: bufferSize + Int(EVENT_PADDING), alignment: 64)
        buffer.initializeMemory(as: UInt8.self, repeating: 0)
        packed = UnsafeMutableRawBufferPointer(start: nil, count: 0)
    }

    deinit {
        buffer.deallocate()
        packed.deallocate()
    }

    /// The next line, without its end and without spaces around it; `nil` after the last one.
    ///
    /// It is good until the next call, and `EVENT_PADDING` bytes behind it are readable.
    mutating func next(unless cancellation: Cancellation) throws -> UnsafeRawBufferPointer? {
        if line == 0 {
            try start(unless: cancellation)
        }
        while true {
            let start = range.lowerBound
            if let end = firstNewline() {
                line += 1
                range = end + 1..<range.upperBound
                searched = range.lowerBound
                return trimmed(start..<end)
            }
            if isAtEnd {
                guard !range.isEmpty else { return nil }
                line += 1
                defer { range = range.upperBound..<range.upperBound }
                return trimmed(range)
            }
            if range.count > Self.longestLine {
                throw InputError(
                    .malformed, file: name, line: line + 1,
                    "the line is longer than \(Self.longestLine >> 20) MiB; the file may not be JSON lines")
            }
            try fill(unless: cancellation)
        }
    }

    private mutating func firstNewline() -> Int? {
        let rest = UnsafeRawBufferPointer(rebasing: buffer[searched..<range.upperBound])
        guard let offset = rest.firstNewline else {
            searched = range.upperBound
            return nil
        }
        return searched + offset
    }

    private func trimmed(_ range: Range<Int>) -> UnsafeRawBufferPointer {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, isSpace(buffer[start]) { start += 1 }
        while end > start, isSpace(buffer[end - 1]) { end -= 1 }
        return UnsafeRawBufferPointer(rebasing: buffer[start..<end])
    }

    private func isSpace(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\r") || (byte == UInt8(ascii: "\t") && !keepsTabs)
    }

    /// Reads the beginning, unpacks it if it is gzip, skips a byte-order mark, refuses what is plainly something else.
    private mutating func start(unless cancellation: Cancellation) throws {
        while range.count < 8, !isAtEnd { try fill(unless: cancellation) }
        if buffer[range].starts(with: [0x1F, 0x8B]) {
            do { gunzip = try Gunzip() } catch { throw InputError(.malformed, file: name, error.sentence) }
            // What has been read so far is packed.
            packed = .allocate(byteCount: max(256 << 10, range.count), alignment: 64)
            packed.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[range]))
            packedRange = 0..<range.count
            range = 0..<0
            isAtEnd = false
            while range.count < 8, !isAtEnd { try fill(unless: cancellation) }
        }
        if let sentence = ForeignFormat.sentence(for: UnsafeRawBufferPointer(rebasing: buffer[range])) {
            throw InputError(.malformed, file: name, sentence)
        }
        if buffer[range].starts(with: [0xEF, 0xBB, 0xBF]) { range = range.lowerBound + 3..<range.upperBound }
        searched = range.lowerBound
    }

    /// Makes room behind what is there and reads more.
    private mutating func fill(unless cancellation: Cancellation) throws {
        if range.lowerBound > 0 {
            let rest = range.count
            if rest > 0, let base = buffer.baseAddress {
                base.copyMemory(from: base + range.lowerBound, byteCount: rest)
            }
            searched -= range.lowerBound
            range = 0..<rest
        }
        let capacity = buffer.count - Int(EVENT_PADDING)
        if range.upperBound * 2 > capacity {
            let larger = UnsafeMutableRawBufferPointer.allocate(
                byteCount: capacity * 2 + Int(EVENT_PADDING), alignment: 64)
            larger.initializeMemory(as: UInt8.self, repeating: 0)
            larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[range]))
            buffer.deallocate()
            buffer = larger
        }
        let room = UnsafeMutableRawBufferPointer(
            rebasing: buffer[range.upperBound..<buffer.count - Int(EVENT_PADDING)])
        let count =
            try gunzip == nil
            ? file.read(into: room, unless: cancellation) : unpack(into: room, unless: cancellation)
        if count == 0 { isAtEnd = true }
        range = range.lowerBound..<range.upperBound + count
    }

    private mutating func unpack(
        into room: UnsafeMutableRawBufferPointer, unless cancellation: Cancellation
    ) throws -> Int {
        var isLast = false
        while true {
            if packedRange.isEmpty {
                let count = try file.read(into: packed, unless: cancellation)
                packedRange = 0..<count
                // zlib may still hold what did not fit before.
                isLast = count == 0
            }
            do throws(Gunzip.Fault) {
                let input = UnsafeRawBufferPointer(rebasing: packed[packedRange])
                guard let step = try gunzip?.unpack(input, into: room) else { return 0 }
                packedRange = packedRange.lowerBound + step.consumed..<packedRange.upperBound
                if step.produced > 0 { return step.produced }
            } catch {
                throw InputError(.malformed, file: name, line: line + 1, error.sentence)
            }
            guard isLast else { continue }
            if gunzip?.mayEnd == true { return 0 }
            throw InputError(
                .malformed, file: name, line: line + 1,
                "the gzip archive is cut off; the file may still be being written")
        }
    }
}
