import BeaconScore
import SearchCluster
import Testing

@testable import BeaconTransform

@Suite struct MetricParametersTests {
    private func problem(_ overrides: [(String, String)], window: Int? = nil) -> String {
        var parameters = MetricParameters()
        do {
            try parameters.apply(overrides: overrides.map { (name: $0.0, text: $0.1) }, windowSeconds: window)
            return "\(parameters.numberBucketsInRange) x \(parameters.timeBucketLength)"
        } catch {
            #expect(parameters == MetricParameters(), "a refused change must leave everything as it was")
            return error.description
        }
    }

    @Test("All ten published names can be set, and read back what was set")
    func names() throws {
        let values: [(String, String, JSONValue)] = [
            ("number_buckets_in_range", "720", 720), ("time_bucket_length", "30", 30),
            ("number_destination_ips", "0", 0),
            ("max_beaconing_bytes_cov", "0.2", 0.2), ("max_beaconing_count_rv", ".25", 0.25),
            ("truncate_at", "[0.2, 0.9]", [0.2, 0.9]), ("min_beaconing_count_autocovariance", "-1", -1.0),
            ("max_jitter", "3e-1", 0.3), ("min_not_empty", "1", 1.0), ("min_number_periods", "2", 2),
        ]
        #expect(values.map(\.0) == MetricParameters.names)
        for (name, text, value) in values {
            var parameters = MetricParameters()
            try parameters.set(name, to: text)
            #expect(parameters.value(of: name) == value)
            #expect(parameters != MetricParameters())
        }
        #expect(MetricParameters().value(of: "other") == nil)
    }

    @Test(
        "Two numbers are read with and without brackets",
        arguments: ["0.2,0.9", "[0.2,0.9]", "[ 0.2 , 0.9 ]", "0.2, 0.9"])
    func pairs(text: String) throws {
        var parameters = MetricParameters()
        try parameters.set("truncate_at", to: text)
        #expect(parameters.truncateAt == .init(low: 0.2, high: 0.9))
    }

    @Test(
        "An impossible value says what is possible",
        arguments: [
            ("max_jiter", "0.1", "there is no metric parameter \"max_jiter\"; did you mean max_jitter?"),
            ("zzz", "1", "there is no metric parameter \"zzz\""),
            ("number_buckets_in_range", "1", "number_buckets_in_range must be a whole number from 2 to 100000, not 1"),
            (
                "number_buckets_in_range", "6.5",
                "number_buckets_in_range must be a whole number from 2 to 100000, not 6.5"
            ),
            (
                "number_buckets_in_range", "[360]",
                "number_buckets_in_range must be a whole number from 2 to 100000, not [360]"
            ),
            ("time_bucket_length", "0", "time_bucket_length must be a whole number from 1 to 86400, not 0"),
            ("time_bucket_length", "60s", "time_bucket_length must be a whole number from 1 to 86400, not 60s"),
            (
                "number_destination_ips", "1001",
                "number_destination_ips must be a whole number from 0 to 1000, not 1001"
            ),
            ("max_beaconing_bytes_cov", "-0.1", "max_beaconing_bytes_cov must be a number, 0 or above, not -0.1"),
            ("max_beaconing_count_rv", "nan", "max_beaconing_count_rv must be a number, 0 or above, not nan"),
            ("max_beaconing_count_rv", "inf", "max_beaconing_count_rv must be a number, 0 or above, not inf"),
            ("max_beaconing_count_rv", "0x1p3", "max_beaconing_count_rv must be a number, 0 or above, not 0x1p3"),
            ("max_jitter", "1", "max_jitter must be a number, 0 up to, but not including, 1, not 1"),
            ("max_jitter", "", "max_jitter must be a number, 0 up to, but not including, 1, not "),
            ("min_not_empty", "1.1", "min_not_empty must be a number, 0 to 1, not 1.1"),
            (
                "min_beaconing_count_autocovariance", "2",
                "min_beaconing_count_autocovariance must be a number, -1 to 1, not 2"
            ),
            (
                "truncate_at", "0.8,0.1",
                "truncate_at must be two numbers from 0 to 1, the first not above the second, such as [0.1, 0.8], "
                    + "not [0.8,0.1]"
            ),
            (
                "truncate_at", "0.1",
                "truncate_at must be two numbers from 0 to 1, the first not above the second, such as [0.1, 0.8], not 0.1"
            ),
            ("min_number_periods", "1", "min_number_periods must be a whole number from 2 to 50000, not 1"),
            (
                "min_number_periods", "181",
                "number_buckets_in_range 360 is less than two buckets for each of min_number_periods 181: "
                    + "no group could be judged"
            ),
        ])
    func impossible(name: String, text: String, expected: String) {
        #expect(problem([(name, text)]) == expected)
    }

    @Test("Minus zero is zero, so that equal parameters are written alike")
    func minusZero() throws {
        var parameters = MetricParameters()
        try parameters.set("max_jitter", to: "-0.0")
        #expect(parameters.value(of: "max_jitter")?.text == "0.0")
    }

    @Test("A window, a number of buckets and a length always multiply")
    func windows() {
        #expect(problem([("time_bucket_length", "120")]) == "360 x 120")
        #expect(problem([("number_buckets_in_range", "720")]) == "720 x 60")
        #expect(problem([], window: 12 * 3_600) == "720 x 60")
        #expect(problem([("time_bucket_length", "120")], window: 6 * 3_600) == "180 x 120")
        #expect(problem([("number_buckets_in_range", "720")], window: 6 * 3_600) == "720 x 30")
        #expect(
            problem([("number_buckets_in_range", "60"), ("time_bucket_length", "60")], window: 3_600) == "60 x 60")
        #expect(problem([("time_bucket_length", "1"), ("time_bucket_length", "600")], window: 172_800) == "288 x 600")
    }

    @Test("A window that the buckets do not fill is refused with what would do")
    func refusedWindows() {
        #expect(
            problem([("number_buckets_in_range", "60"), ("time_bucket_length", "60")], window: 7_200)
                == "--window 2h is not number_buckets_in_range 60 × time_bucket_length 60, which is 1h; "
                + "leave one of the three out")
        #expect(
            problem([], window: 90)
                == "--window 90s is not a whole number of buckets of 60 s (time_bucket_length); 1m and 2m are")
        #expect(
            problem([("number_buckets_in_range", "7")], window: 3_600)
                == "--window 1h cannot be cut into 7 buckets of whole seconds")
        #expect(
            problem([], window: 60)
                == "--window 1m has 1 bucket of 60 s, less than two for each of min_number_periods 6: no group could be judged; "
                + "take a longer one, or set time_bucket_length as well")
        #expect(problem([], window: 420).hasPrefix("--window 7m has 7 buckets of 60 s, less than two for each of "))
        #expect(problem([("min_number_periods", "3")], window: 420) == "7 x 60")
        #expect(
            problem([], window: 400 * 86_400)
                == "--window 400d has 576000 buckets of 60 s, at most 100000 are possible; set time_bucket_length as well"
        )
        #expect(problem([], window: 401 * 86_400) == "--window 401d is longer than 400d, which is the longest")
        #expect(
            problem([("time_bucket_length", "86400"), ("number_buckets_in_range", "401")])
                == "number_buckets_in_range 401 × time_bucket_length 86400 is a window of 401d; the longest is 400d")
        #expect(problem([], window: 0).hasPrefix("--window 0s is not a whole number of buckets"))
    }

    @Test("The defaults are those of the metric's description")
    func defaults() {
        #expect(
            MetricParameters().json.text
                == #"{"number_buckets_in_range":360,"time_bucket_length":60,"number_destination_ips":10,"#
                + #""max_beaconing_bytes_cov":0.05,"max_beaconing_count_rv":0.1,"truncate_at":[0.1,0.8],"#
                + #""min_beaconing_count_autocovariance":0.7,"max_jitter":0.0,"min_not_empty":0.5,"min_number_periods":6}"#
        )
    }
}
