import BeaconTransform

extension NearestName {
    /// What somebody probably meant who typed this: the only name that begins with it, or else the nearest.
    static func meant(by typed: String, among known: [String]) -> String? {
        let word = typed.lowercased()
        let continued = word.utf8.count < 2 ? [] : known.filter { $0.hasPrefix(word) }
        return continued.count == 1 ? continued[0] : of(typed, among: known)
    }
}
