internal import BeaconTransform
internal import SearchCluster

extension SignalReport {
    /// The documents, one a line.
    func writeLines<Failure: Error>(to write: ([UInt8]) throws(Failure) -> Void) throws(Failure) {
        var writer = JSONWriter(capacity: Self.pieceBytes + 4_096)
        for signal in result.signals {
            documents.append(signal, to: &writer)
            writer.append(byte: UInt8(ascii: "\n"))
            if writer.bytes.count >= Self.pieceBytes {
                try write(writer.bytes)
                writer.removeAll()
            }
        }
        if !writer.bytes.isEmpty { try write(writer.bytes) }
    }

    /// The documents as one array, one a line.
    func writeArray<Failure: Error>(to write: ([UInt8]) throws(Failure) -> Void) throws(Failure) {
        var writer = JSONWriter(capacity: Self.pieceBytes + 4_096)
        writer.append(byte: UInt8(ascii: "["))
        for (position, signal) in result.signals.enumerated() {
            writer.append(raw: (position == 0 ? "\n" : ",\n").utf8)
            documents.append(signal, to: &writer)
            if writer.bytes.count >= Self.pieceBytes {
                try write(writer.bytes)
                writer.removeAll()
            }
        }
        writer.append(raw: (result.signals.isEmpty ? "]\n" : "\n]\n").utf8)
        try write(writer.bytes)
    }
}
