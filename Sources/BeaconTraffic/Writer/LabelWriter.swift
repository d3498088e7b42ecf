/// Writes labels as lines of JSON, beside the events and never in them.
///
/// A line has `host`, `process`, `profile`, `is_beacon`, `period_seconds`, `jitter`, `law`, `beacon_destinations`,
/// `events` and `beacon_events`; period and jitter are null for traffic without a period.
public struct LabelWriter: Sendable {
    /// A writer.
    public init() {}

    /// Appends one label and a line feed.
    public func append(_ label: TrafficLabel, to bytes: inout [UInt8]) {
        bytes.append(raw: #"{"host":"#)
        bytes.append(quoted: label.host)
        bytes.append(raw: #","process":"#)
        bytes.append(quoted: label.process)
        bytes.append(raw: #","profile":"#)
        bytes.append(quoted: label.profile)
        bytes.append(raw: label.isBeacon ? #","is_beacon":true"# : #","is_beacon":false"#)
        bytes.append(raw: #","period_seconds":"#)
        append(label.periodSeconds, to: &bytes)
        bytes.append(raw: #","jitter":"#)
        append(label.jitter, to: &bytes)
        bytes.append(raw: #","law":"#)
        bytes.append(quoted: label.law)
        bytes.append(raw: #","beacon_destinations":["#)
        for (place, address) in label.beaconDestinations.enumerated() {
            if place > 0 {
                bytes.append(UInt8(ascii: ","))
            }
            bytes.append(quoted: address)
        }
        bytes.append(raw: #"],"events":"#)
        bytes.append(number: Int64(label.events))
        bytes.append(raw: #","beacon_events":"#)
        bytes.append(number: Int64(label.beaconEvents))
        bytes.append(raw: "}\n")
    }

    private func append(_ number: Double?, to bytes: inout [UInt8]) {
        guard let number, number.isFinite else {
            bytes.append(raw: "null")
            return
        }
        // Swift writes the shortest digits that give the number back, the same on every platform, and valid as JSON.
        bytes.append(contentsOf: number.description.utf8)
    }
}
