import BeaconScore
import SearchCluster
import Testing

@testable import BeaconTransform

@Suite("Values that are tried")
struct TuneParameterTests {
    private static let template = MetricParameters()

    @Test("Each parameter has several valid values, sorted, the template's own among them, whatever that is")
    func defaults() throws {
        var odd = MetricParameters()
        odd.timeBucketLength = 1
        odd.numberBucketsInRange = 12
        odd.minNumberPeriods = 6
        odd.maxBeaconingBytesCOV = 0
        odd.minBeaconingCountAutocovariance = 1
        odd.maxJitter = 0.123
        for parameters in [Self.template, odd] {
            let all = TuneParameter.all(around: parameters)
            #expect(all.map(\.name) == MetricParameters.names)
            for parameter in all {
                #expect(parameter.settings.contains(parameters), "\(parameter.name)")
                #expect(
                    parameter.settings.count >= 2 || parameters == odd || !parameter.changesVerdicts,
                    "\(parameter.name)")
                for setting in parameter.settings {
                    try setting.validate()
                    let others = MetricParameters.names.filter { $0 != parameter.name }
                    #expect(others.allSatisfy { setting.value(of: $0) == parameters.value(of: $0) })
                }
                let numbers = parameter.settings.compactMap { parameter.value(of: $0).number }
                #expect(numbers == numbers.sorted() && Set(numbers).count == numbers.count)
            }
        }
        #expect(
            TuneParameter.all(around: Self.template).filter { !$0.changesVerdicts }.map(\.name) == [
                "number_destination_ips"
            ])
    }

    @Test("Values may be said, in any order and more than once")
    func said() throws {
        let jitter = try TuneParameter("max_jitter=0.2,0.1,0.2", around: Self.template)
        #expect(jitter.settings.map(\.maxJitter) == [0, 0.1, 0.2])
        let quantiles = try TuneParameter("truncate_at=[0, 1],[0.1,0.9]", around: Self.template)
        #expect(
            quantiles.settings.map { [$0.truncateAt.low, $0.truncateAt.high] } == [[0, 1], [0.1, 0.8], [0.1, 0.9]])
        #expect(try TuneParameter("truncate_at=0,1", around: Self.template).settings.count == 2)
    }

    @Test(
        "What cannot be is refused in the words of --set",
        arguments: [
            ("max_jiter", "did you mean max_jitter?"), ("max_jitter=", "max_jitter must be"),
            ("max_jitter=1", "max_jitter must be"),
            ("max_jitter=0.1,,0.2", "max_jitter must be"), ("truncate_at=[0.9,0.1]", "truncate_at must be"),
            ("number_buckets_in_range=10", "no group could be judged"), ("=1", "there is no metric parameter"),
        ])
    func refused(text: String, part: String) {
        let error = #expect(throws: ParameterError.self) { try TuneParameter(text, around: Self.template) }
        #expect(error?.description.contains(part) == true, "\(error?.description ?? "")")
    }

    @Test("Pairs are all there are, and what cannot be together is left out")
    func pairs() throws {
        let buckets = try TuneParameter("number_buckets_in_range=14,360", around: Self.template)
        let periods = try TuneParameter("min_number_periods=6,8", around: Self.template)
        let trials = try TuneTrials(pairing: buckets, periods, template: Self.template)
        #expect(trials.grid.map { $0.map { $0 == nil } } == [[false, true], [false, false]])
        #expect(trials.grid[1][0] == 0)
        let destinations = try TuneParameter("number_destination_ips", around: Self.template)
        #expect(throws: ParameterError.self) {
            try TuneTrials(pairing: destinations, periods, template: Self.template)
        }
    }
}
