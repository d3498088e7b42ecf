extension ClusterProduct {
    /// How far this program is known to work with a version.
    public enum Support: Sendable, Equatable {
        /// Every release of this program is tested with this major version.
        case tested
        /// Everything that is needed should be there; nobody has tried.
        case untested
        /// Something that is needed is missing; `oldest` is the first version that has all of it.
        case tooOld(oldest: String)
    }

    /// How far this program is known to work with this version; a hosted product without versions counts as tested.
    public var support: Support {
        if isServerless || version.isEmpty { return .tested }
        let numbers = version.split(separator: ".").prefix(2).map { Int($0.prefix { $0.isNumber }) ?? 0 }
        let (major, minor) = (numbers.first ?? 0, numbers.dropFirst().first ?? 0)
        switch family {
        case .elasticsearch:
            // `_field_caps` with unmapped fields, points in time and index templates are all there from 7.10 on.
            if major < 7 || (major == 7 && minor < 10) { return .tooOld(oldest: "7.10") }
            return major == 8 || major == 9 ? .tested : .untested
        case .opensearch:
            return major == 2 || major == 3 ? .tested : .untested
        }
    }
}
