/// The hosts of a simulation, any of which can be made on its own and in any order, also on several threads.
public struct Office: Sendable {
    /// How many hosts there are; their numbers start at 0.
    public let hosts: Int

    let seed: UInt64
    let startMillis: Int64
    let clock: OfficeClock
    let addresses: AddressBook
    private let infection: Infection
    private let profiles: [TrafficProfile]

    /// Lays out the office of a simulation; settings outside their ranges are brought into them.
    public init(_ simulation: Simulation) {
        hosts = max(1, simulation.hosts)
        seed = simulation.seed
        let hours = min(max(simulation.hours, Simulation.hourRange.lowerBound), Simulation.hourRange.upperBound)
        let end = min(max(simulation.endSecond, Simulation.endRange.lowerBound), Simulation.endRange.upperBound)
        startMillis = (end - Int64(hours) * 3600) * 1000
        clock = OfficeClock(duration: Double(hours) * 3600, dayEnd: min(max(simulation.dayEnd, 0), 86_400))
        profiles = simulation.profiles
        let hidden = profiles.isEmpty ? simulation.beacons : []
        infection = Infection(hidden, times: simulation.infections, hosts: hosts, seed: seed)

        var addresses = AddressBook(seed: seed)
        for slot in Machine.allCases.flatMap(ProgramSlot.slots) {
            for profile in slot.choices.flatMap(\.program.profiles) {
                addresses.add(profile.destinations, of: profile.name)
            }
        }
        for profile in profiles { addresses.add(profile.destinations, of: profile.name) }
        for beacon in simulation.beacons {
            addresses.add(beacon.profile.destinations, of: beacon.name)
        }
        self.addresses = addresses
    }

    /// Makes the traffic of one host.
    ///
    /// - Parameter index: the host's number, 0 up to, not including, ``hosts``.
    public func traffic(ofHost index: Int) -> HostTraffic {
        let machine = Machine.of(host: index, seed: seed)
        let beacons = infection.beacons[index] ?? []
        var random = SeededGenerator(seed: seed, number: index, name: "presence")
        // A third of the people take their machine along. One with a beacon was left on, which is how it is still there.
        let staysOn = random.chance(0.67) || !beacons.isEmpty || !profiles.isEmpty
        let presence = Presence(person: machine.hasPerson, staysOn: staysOn, clock: clock, random: &random)

        var making = HostMaking(office: self, index: index, name: Self.name(machine, index), presence: presence)
        for process in processes(ofHost: index, machine, beacons) {
            making.run(process)
        }
        return making.finished()
    }

    /// What runs on a host: its software, and its beacons each in its process.
    private func processes(ofHost index: Int, _ machine: Machine, _ beacons: [HiddenBeacon]) -> [HostProcess] {
        guard profiles.isEmpty else {
            return profiles.map { profile in
                HostProcess(
                    name: profile.name, executable: "", activities: [.init(profile: profile, owner: profile.name)])
            }
        }
        var processes = ProgramSlot.slots(of: machine).compactMap { slot in
            slot.program(ofHost: index, seed: seed).map { program in
                HostProcess(
                    name: program.process, executable: program.folder + program.process,
                    activities: program.profiles.map { HostProcess.Activity(profile: $0, owner: $0.name) })
            }
        }
        for beacon in beacons {
            let activity = HostProcess.Activity(profile: beacon.profile, owner: beacon.name)
            if let known = processes.firstIndex(where: { $0.name.utf8.elementsEqual(beacon.process.utf8) }) {
                processes[known].activities.insert(activity, at: 0)
            } else {
                let cover = beacon.cover.map { HostProcess.Activity(profile: $0, owner: $0.name) }
                processes.append(
                    HostProcess(
                        name: beacon.process, executable: beacon.executable,
                        activities: [activity] + [cover].compactMap(\.self)))
            }
        }
        return processes
    }

    private static func name(_ machine: Machine, _ index: Int) -> String {
        let number = String(index + 1)
        return machine.prefix + "-" + String(repeating: "0", count: max(0, 4 - number.utf8.count)) + number
    }
}
