extension YAMLNode {
    /// This value with what another file says over it.
    ///
    /// Mappings are merged name by name, the names of this one first; a null takes a name away. Everything else is replaced.
    func overridden(by other: YAMLNode) -> YAMLNode {
        guard let below = entries, let above = other.entries else { return other }
        var merged = below
        for entry in above {
            guard let index = merged.firstIndex(where: { $0.key.utf8.elementsEqual(entry.key.utf8) }) else {
                merged.append(entry)
                continue
            }
            if entry.value.isNull {
                merged.remove(at: index)
            } else {
                merged[index] = Entry(
                    key: entry.key, keyPlace: entry.keyPlace, value: merged[index].value.overridden(by: entry.value))
            }
        }
        return YAMLNode(.mapping(merged), at: other.place)
    }
}
