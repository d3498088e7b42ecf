internal import SearchCluster

/// One entry of an allow-list, made ready to be asked.
struct AllowMatcher: Sendable {
    let entry: AllowEntry
    private let processes: [WildcardPattern]
    private let hosts: [WildcardPattern]
    private let sources: [CIDRBlock]
    private let destinations: [CIDRBlock]

    init(_ entry: AllowEntry) {
        self.entry = entry
        processes = entry.processes.map { WildcardPattern($0.utf8, ignoringCase: false) }
        hosts = entry.hosts.map { WildcardPattern($0.utf8, ignoringCase: false) }
        sources = entry.hosts.compactMap(CIDRBlock.init(addressOrBlock:))
        destinations = entry.destinations.compactMap(CIDRBlock.init(addressOrBlock:))
    }

    func matches(_ subject: AllowSubject) -> Bool {
        if !processes.isEmpty, !Self.any(processes, subject.process) { return false }
        if !entry.hosts.isEmpty, !Self.any(hosts, subject.host), !Self.any(sources, subject.source) { return false }
        if !entry.ports.isEmpty {
            guard let port = subject.port, entry.ports.contains(port) else { return false }
        }
        guard !entry.destinations.isEmpty else { return true }
        guard let all = subject.destinations, !all.isEmpty else { return false }
        return all.allSatisfy { Self.any(destinations, $0) }
    }

    private static func any(_ patterns: [WildcardPattern], _ text: String?) -> Bool {
        guard let text else { return false }
        let bytes = Array(text.utf8)
        return bytes.withUnsafeBytes { bytes in patterns.contains { $0.matches(bytes) } }
    }

    private static func any(_ blocks: [CIDRBlock], _ text: String?) -> Bool {
        guard let address = text.flatMap({ IPAddress($0.utf8) }) else { return false }
        return blocks.contains { $0.first <= address && address <= $0.last }
    }
}

extension CIDRBlock {
    /// Reads an address or a block; `nil` for other text.
    init?(addressOrBlock text: String) {
        if let block = CIDRBlock(text.utf8) {
            self = block
        } else if let address = IPAddress(text.utf8) {
            self.init(address, bits: 128)
        } else {
            return nil
        }
    }
}
