import Testing

@testable import BeaconReport
@testable import BeaconTransform

@Suite("The line of progress")
struct ProgressLineTests {
    private let pull: PullProgress = {
        var progress = PullProgress()
        progress.pages = 12
        progress.groups = 80_000
        progress.buckets = 620_000
        progress.documents = 620_000
        progress.expectedDocuments = 1_000_000
        progress.knowsAllHosts = true
        return progress
    }()

    private let file: FileProgress = {
        var progress = FileProgress()
        progress.readBytes = 310_000_000
        progress.totalBytes = 1_240_000_000
        progress.documents = 1_200_000
        progress.groups = 12_431
        return progress
    }()

    @Test("While hosts are looked for neither the share nor the time left is known")
    func prepass() {
        var progress = pull
        progress.knowsAllHosts = false
        #expect(
            ProgressLine(width: 100).text(progress, elapsedSeconds: 2.4)
                == "looking for groups · 80,000 groups · 12 pages · 258,333 buckets/s · 2s")
        #expect(
            ProgressLine(width: 100).text(PullProgress(), elapsedSeconds: 0)
                == "looking for groups · 0 groups · 0 pages · 0s")
    }

    @Test("After it they are")
    func batches() {
        #expect(
            ProgressLine(width: 100).text(pull, elapsedSeconds: 10)
                == " 62% · 80,000 groups · 12 pages · about 6s left · 62,000 buckets/s · 10s")
    }

    @Test("Of files the share is that of the bytes; of a pipe it is not known")
    func files() {
        #expect(
            ProgressLine(width: 120).text(file, elapsedSeconds: 30)
                == " 25% · 1,200,000 events · 12,431 groups · about 1m 30s left · 310 MB of 1.2 GB · 40,000 events/s · 30s"
        )
        var pipe = file
        pipe.totalBytes = nil
        #expect(
            ProgressLine(width: 120).text(pipe, elapsedSeconds: 30)
                == "reading · 1,200,000 events · 12,431 groups · 310 MB read · 40,000 events/s · 30s")
    }

    @Test("What does not fit is left out from the end", arguments: 1...120)
    func widths(width: Int) {
        for elapsed in [0, 0.4, 12, 1e7, .nan, .infinity, -1] {
            for text in [
                ProgressLine(width: width).text(pull, elapsedSeconds: elapsed),
                ProgressLine(width: width).text(file, elapsedSeconds: elapsed),
            ] {
                #expect(text.count <= width)
                #expect(!text.isEmpty)
            }
        }
        #expect(ProgressLine(width: 30).text(pull, elapsedSeconds: 10) == " 62% · 80,000 groups")
    }

    @Test("All done is 100 %, never more", arguments: [1_000_000, 2_000_000] as [Int64])
    func done(documents: Int64) {
        var progress = pull
        progress.documents = documents
        #expect(
            ProgressLine(width: 100).text(progress, elapsedSeconds: 10).hasPrefix("100% · 80,000 groups · 12 pages · "))
    }

    @Test("A share is never rounded up to a whole that is not there")
    func almost() {
        var progress = pull
        progress.documents = 999_999
        #expect(ProgressLine(width: 100).text(progress, elapsedSeconds: 10).hasPrefix(" 99%"))
    }
}
