/// Bytes with some others behind them, in memory of just that size: who reads further is noticed by a sanitizer.
struct PaddedBytes: ~Copyable {
    private let memory: UnsafeMutableRawBufferPointer
    private let count: Int

    /// A copy of the bytes with so many of `filler` behind them.
    init(_ bytes: UnsafeRawBufferPointer, padding: Int, of filler: UInt8) {
        memory = .allocate(byteCount: bytes.count + padding, alignment: 1)
        memory.initializeMemory(as: UInt8.self, repeating: filler)
        memory.copyMemory(from: bytes)
        count = bytes.count
    }

    deinit {
        memory.deallocate()
    }

    /// The bytes without what lies behind them.
    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: memory[..<count]) }

    /// What may lie behind a text without its reader caring: nothing, and what would go on with it.
    static let fillers: [UInt8] = [0, UInt8(ascii: "\""), UInt8(ascii: "1"), UInt8(ascii: "\n"), 0xFF]

    /// What makes simdjson look whether all brackets are closed, which it otherwise leaves open in what nobody asks for: a text that is
    /// no JSON may then be refused, and what is read is the same.
    static let closingFillers: [UInt8] = [UInt8(ascii: "}"), UInt8(ascii: "]")]
}
