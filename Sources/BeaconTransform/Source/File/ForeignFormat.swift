/// Files that are taken for event files now and then, known by their first bytes.
enum ForeignFormat {
    /// What the file is and how to make it readable; `nil` for one that may well be JSON lines.
    static func sentence(for head: UnsafeRawBufferPointer) -> String? {
        known.first { head.starts(with: $0.head) }?.sentence
    }

    private static let known: [(head: [UInt8], sentence: String)] = [
        (
            Array("PK\u{3}\u{4}".utf8),
            "this is a zip archive; unpack it first: unzip -p FILE | beaconing … --input - --input-format …"
        ),
        (
            [0x28, 0xB5, 0x2F, 0xFD],
            "this is packed with zstd; unpack it first: zstd -dc FILE | beaconing … --input - --input-format …"
        ),
        (
            [0xFD] + Array("7zXZ".utf8),
            "this is packed with xz; unpack it first: xz -dc FILE | beaconing … --input - --input-format …"
        ),
        (
            Array("BZh".utf8),
            "this is packed with bzip2; unpack it first: bzip2 -dc FILE | beaconing … --input - --input-format …"
        ),
        (Array("PAR1".utf8), "this is a Parquet file; convert it to JSON lines first"),
        (Array("ElfFile".utf8), "this is a Windows event log (EVTX); convert it to ECS JSON lines first"),
        (
            [0xFF, 0xFE],
            "this is UTF-16; convert it first: iconv -f UTF-16 -t UTF-8 FILE | beaconing … --input - --input-format …"
        ),
        (
            [0xFE, 0xFF],
            "this is UTF-16; convert it first: iconv -f UTF-16 -t UTF-8 FILE | beaconing … --input - --input-format …"
        ),
    ]
}
