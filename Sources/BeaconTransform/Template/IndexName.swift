internal import SearchCluster

/// The rules that both engines have for names of indices and aliases.
public enum IndexName {
    /// Why a name cannot be an index that is written to; `nil` when it can.
    public static func objection(toIndex name: String) -> String? {
        if let objection = objection(toAlias: name) { return objection }
        return name == name.lowercased() ? nil : "must be in lower case"
    }

    /// Why a name cannot be an alias; `nil` when it can.
    static func objection(toAlias name: String) -> String? {
        if name.isEmpty { return "must not be empty" }
        if name == "." || name == ".." { return "must not be . or .." }
        if let first = name.first, "-_+".contains(first) { return "must not start with -, _ or +" }
        if name.utf8.count > 255 { return "must not be longer than 255 bytes" }
        let forbidden = name.unicodeScalars.first {
            "\\/*?\"<>|,#: ".unicodeScalars.contains($0) || SafeText.isTreacherous($0)
        }
        return forbidden == nil ? nil : "must not contain spaces or any of \\ / * ? \" < > | , # :"
    }

    /// Why a name or pattern cannot be read from; `nil` when it can.
    ///
    /// Patterns, remote clusters (`cluster:index`), exclusions (`-index`) and date math (`<index-{now/d}>`) are fine.
    static func objection(toSource pattern: String) -> String? {
        if pattern.isEmpty { return "must not be empty" }
        if pattern.contains(",") { return "must be one name or pattern; write several as a list" }
        let forbidden = pattern.unicodeScalars.first {
            "\\\"|#? ".unicodeScalars.contains($0) || SafeText.isTreacherous($0)
        }
        return forbidden == nil ? nil : "must not contain spaces or any of \\ \" | # ?"
    }
}
