import BeaconTransform
import Foundation
import SearchCluster

/// Which allow-lists count.
struct AllowSettings: Sendable {
    /// The files, as they were named.
    let files: [String]

    /// The files that the words name, otherwise those of the environment, otherwise the usual one where it is.
    init(_ words: TypedWords, in surroundings: Surroundings) {
        let named = words.all(.allow)
        if !named.isEmpty {
            files = named
        } else if let listed = surroundings[.allow] {
            files = listed.split(separator: ":").map(String.init)
        } else {
            let home = surroundings[.configHome] ?? surroundings[.home].map { $0 + "/.config" }
            let usual = home.map { $0 + "/beaconing/allow.yml" }
            files = [usual].compactMap(\.self).filter { FileManager.default.fileExists(atPath: $0) }
        }
    }

    /// The entries of all files.
    ///
    /// - Throws: `.configuration` with everything that is wrong in them.
    func list() throws(Failure) -> AllowList {
        do {
            return try AllowList(files: files)
        } catch {
            throw Failure(
                .configuration,
                error.problems[0].description
                    + (error.problems.count > 1 ? " (and \(error.problems.count - 1) more)" : ""),
                cure:
                    "see all with beaconing allow list \(files.map { "--allow \(SafeText($0))" }.joined(separator: " "))"
            )
        }
    }
}
