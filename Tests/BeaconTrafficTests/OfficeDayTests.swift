import Testing

@testable import BeaconTraffic

@Suite("An office's day")
struct OfficeDayTests {
    static let endSecond: Int64 = 1_795_456_800
    static let day = OfficeDay(seed: 1, endSecond: endSecond)

    private struct Group: Hashable {
        var host: String
        var process: String
    }

    private func fingerprint(_ day: OfficeDay) -> UInt64 {
        var bytes: [UInt8] = []
        for event in day.events {
            ECSWriter().append(event, to: &bytes)
        }
        for label in day.labels {
            LabelWriter().append(label, to: &bytes)
        }
        return bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
    }

    @Test("the same seed gives the same bytes, in every run and on every platform")
    func pinned() {
        let day = OfficeDay(seed: 7, hosts: 20, endSecond: Self.endSecond, hours: 2)
        #expect(day.events.count == 9_813)
        #expect(fingerprint(day) == 13_848_232_230_461_684_116)
    }

    @Test("another seed gives another day")
    func seedsDiffer() {
        let one = OfficeDay(seed: 1, hosts: 2, endSecond: Self.endSecond, hours: 1)
        let other = OfficeDay(seed: 2, hosts: 2, endSecond: Self.endSecond, hours: 1)
        #expect(fingerprint(one) != fingerprint(other))
    }

    @Test("another end moves the same day")
    func endMoves() {
        let one = OfficeDay(seed: 3, hosts: 4, endSecond: Self.endSecond, hours: 2)
        let later = OfficeDay(seed: 3, hosts: 4, endSecond: Self.endSecond + 12_345, hours: 2)
        #expect(one.labels == later.labels)
        #expect(one.events.map { $0.timeMillis + 12_345_000 } == later.events.map(\.timeMillis))
    }

    @Test("a default day has 80 hosts, hundreds of groups and ten hidden beacons")
    func size() {
        let day = Self.day
        #expect((60_000...200_000).contains(day.events.count))
        #expect(Set(day.events.map(\.host)).count == 80)
        #expect(day.labels.count >= 600)
        #expect(day.labels.count { $0.isBeacon } == HiddenBeacon.cast.count)
        #expect(HiddenBeacon.cast.count >= 8)
    }

    @Test("events are in order of time, inside the day, and ingested a few seconds later")
    func order() {
        let events = Self.day.events
        #expect(zip(events, events.dropFirst()).allSatisfy { $0.timeMillis <= $1.timeMillis })
        let start = (Self.endSecond - 36_000) * 1000
        #expect(events.allSatisfy { (start..<Self.endSecond * 1000).contains($0.timeMillis) })
        #expect(events.allSatisfy { (900...6_200).contains($0.ingestedMillis - $0.timeMillis) })
    }

    @Test("every group has one label, every label its events")
    func labels() {
        let day = Self.day
        let counts = Dictionary(day.events.map { (Group(host: $0.host, process: $0.process), 1) }, uniquingKeysWith: +)
        let labelled = Dictionary(
            day.labels.map { (Group(host: $0.host, process: $0.process), $0.events) }, uniquingKeysWith: { _, _ in -1 })
        #expect(counts == labelled)
    }

    @Test("every beacon calls in seven minutes or more of the last six hours, to where its label says")
    func beaconsAreActive() throws {
        let day = Self.day
        let since = (Self.endSecond - 6 * 3600) * 1000
        for label in day.labels where label.isBeacon {
            let calls = day.events.filter {
                $0.host == label.host && $0.process == label.process
                    && label.beaconDestinations.contains($0.destinationIP)
            }
            #expect(calls.count == label.beaconEvents)
            let minutes = Set(calls.filter { $0.timeMillis >= since }.map { $0.timeMillis / 60_000 })
            let period = try #require(label.periodSeconds)
            #expect(minutes.count >= 7, "\(label.process)")
            // Active to the end: no more than two of the longest gaps before it.
            let last = try #require(calls.last?.timeMillis)
            let longest = period * (1 + (label.law == "shorter-only" ? 0 : label.jitter ?? 0)) + 1
            #expect(Double(Self.endSecond * 1000 - last) / 1000 <= 2 * longest, "\(label.process)")
        }
    }

    @Test("beacons call public addresses that no reserved block holds")
    func beaconAddresses() throws {
        let reserved: Set<Substring> = ["0", "10", "100", "127", "169", "172", "192", "198", "203"]
        for label in Self.day.labels where label.isBeacon {
            #expect(!label.beaconDestinations.isEmpty)
            for address in label.beaconDestinations {
                let octets = address.split(separator: ".")
                let first = try #require(octets.first)
                let number = try #require(Int(first))
                #expect(octets.count == 4)
                #expect(!reserved.contains(first) && number < 224)
            }
        }
    }

    @Test("a beacon in a busy process shares its group and its label")
    func merged() throws {
        let browser = try #require(Self.day.labels.first { $0.process == "brave.exe" })
        #expect(browser.isBeacon && browser.profile == "cobalt-strike+web-application")
        #expect(browser.beaconEvents * 2 < browser.events && browser.beaconEvents > 500)
        let service = try #require(Self.day.labels.first { $0.process == "svchost.exe" && $0.isBeacon })
        #expect(service.profile == "cobalt-strike+telemetry+revocation-check+network-time")
        #expect(service.periodSeconds == 60)
    }

    @Test("sources are private, a share of the traffic stays inside, some is IPv6")
    func addresses() {
        let events = Self.day.events
        #expect(events.allSatisfy { $0.sourceIP.hasPrefix("10.") || $0.sourceIP.hasPrefix("fd00:") })
        #expect(events.allSatisfy { $0.sourceIP.contains(":") == $0.destinationIP.contains(":") })
        let inside = events.count { $0.destinationIP.hasPrefix("10.0.") || $0.destinationIP.hasPrefix("fd00:") }
        #expect((0.1...0.6).contains(Double(inside) / Double(events.count)))
        let ipv6 = events.count { $0.destinationIP.contains(":") }
        #expect((0.01...0.15).contains(Double(ipv6) / Double(events.count)))
    }

    @Test("people are there by day and at night their machines go on")
    func rhythm() {
        let day = OfficeDay(seed: 5, hosts: 30, endSecond: Self.endSecond, hours: 24)
        let browsers = Set(
            day.labels.filter { $0.profile == "browsing" }.map { Group(host: $0.host, process: $0.process) })
        // The day ends at 18:00 on the office's clock, so it began at 18:00 the evening before.
        var byHour = [Int](repeating: 0, count: 24)
        var atNight = 0
        for event in day.events {
            let hour = Int((event.timeMillis - (Self.endSecond - 86_400) * 1000) / 3_600_000 + 18) % 24
            if browsers.contains(Group(host: event.host, process: event.process)) {
                byHour[hour] += 1
            } else if hour < 6 {
                atNight += 1
            }
        }
        #expect(byHour[0..<7].allSatisfy { $0 == 0 } && byHour[19...].allSatisfy { $0 == 0 })
        #expect(byHour[10] > 100 && byHour[15] > 100)
        #expect(byHour[12] < byHour[10] && byHour[12] < byHour[15])
        #expect(atNight > 5_000)
    }

    @Test("an office of one host holds every beacon; a day of no hours is one hour", arguments: [1, 0, -5])
    func smallest(size: Int) {
        let day = OfficeDay(seed: 2, hosts: size, endSecond: Self.endSecond, hours: size)
        #expect(Set(day.events.map(\.host)).count == 1)
        let start = (Self.endSecond - 3_600) * 1000
        #expect(day.events.allSatisfy { $0.timeMillis >= start })
        #expect(day.labels.count { $0.isBeacon } >= 9)
    }

    @Test("an end outside the calendar does not trap", arguments: [Int64.min, Int64.max])
    func extremeEnd(endSecond: Int64) {
        #expect(!OfficeDay(seed: 2, hosts: 1, endSecond: endSecond, hours: 1).events.isEmpty)
    }
}
