import BeaconReport
import BeaconTraffic

/// The profiles that `simulate` can make, with what each is.
struct ProfileList {
    /// Columns of a line.
    let width: Int

    /// The text, each line ended with a newline.
    var text: String {
        let profiles = TrafficProfile.catalogue
        let name = max(7, profiles.map(\.name.count).max() ?? 0)
        var lines = [Self.padded("PROFILE", name) + "  BEACON  WHAT IT IS"]
        for profile in profiles {
            let start = Self.padded(profile.name, name) + "  " + Self.padded(profile.isBeacon ? "yes" : "no", 6) + "  "
            let room = max(20, width - start.count)
            for (place, line) in Self.wrapped(profile.sentence, room).enumerated() {
                lines.append((place == 0 ? start : String(repeating: " ", count: start.count)) + line)
            }
        }
        return lines.map { $0 + "\n" }.joined()
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    /// The sentences of the catalogue are plain ASCII words.
    private static func wrapped(_ text: String, _ width: Int) -> [String] {
        var lines = [""]
        for word in text.split(separator: " ") {
            if !lines[lines.count - 1].isEmpty, lines[lines.count - 1].count + 1 + word.count > width {
                lines.append("")
            }
            lines[lines.count - 1] += (lines[lines.count - 1].isEmpty ? "" : " ") + word
        }
        return lines
    }
}
