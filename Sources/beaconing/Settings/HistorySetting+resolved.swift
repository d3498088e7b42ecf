import BeaconTransform

extension HistorySetting {
    /// Where completed hours are kept: `--state-dir`, then the environment, then, where hours are kept unless told
    /// otherwise, the home folder; `nil` when none are kept.
    ///
    /// - Parameter isDefault: whether hours are kept where no folder is named.
    static func resolved(
        _ words: TypedWords, in surroundings: Surroundings, isDefault: Bool
    ) throws(Failure) -> HistorySetting? {
        if words.has(.noHistory) { return nil }
        var folder = words.last(.stateFolder) ?? surroundings[.stateFolder]
        if folder == nil, isDefault {
            let home = surroundings[.home].map { $0 + "/.local/state" }
            folder = (surroundings[.stateHome] ?? home).map { $0 + "/beaconing" }
        }
        guard let folder else { return nil }
        guard !folder.isEmpty, !folder.utf8.contains(0) else {
            throw Failure(.usage, "--state-dir names no folder")
        }
        return HistorySetting(folder: folder, clockSeconds: surroundings.clockSeconds)
    }
}
