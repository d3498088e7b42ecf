@testable import SearchCluster

/// Answers that are read as JSON: bulk replies, errors, imports of dashboards, mappings.
///
/// Promised: what is read, written and read again is the same; a reason is one short line; a reply tells at most one thing of each item.
enum AnswersHarness {
    static func check(_ input: UnsafeRawBufferPointer) throws(BrokenPromise) {
        let bytes = Array(input)
        let value = JSONValue(parsing: bytes)
        if let value { try checkWriting(value) }
        let error = ErrorAnswer(body: bytes)
        if let reason = error.reason {
            try promise(reason.count <= 301, "a reason of \(reason.count) characters")
            try promise(!reason.contains(where: \.isNewline), "a reason of several lines")
        }
        if let reply = BulkReply(body: bytes) {
            let items = value?["items"]?.array?.count ?? 0
            try promise(reply.items.count <= items, "\(reply.items.count) outcomes of \(items) items")
        }
        try checkImport(bytes, value)
        guard let value else { return }
        let fields = MappedFields(value)
        try promise(fields.missing(in: fields).isEmpty, "a mapping lacks its own fields")
        let joined = value.addingProperties(of: value)
        if value["properties"]?.members != nil {
            try promise(MappedFields(joined) == fields, "a mapping changes when its own fields are added")
        }
        try promise(value.setting("a", to: 1)["a"] == 1, "what was set is not there")
    }

    private static func checkWriting(_ value: JSONValue) throws(BrokenPromise) {
        let written = value.bytes
        guard let again = JSONValue(parsing: written) else {
            throw BrokenPromise("what was written cannot be read: \(value.text)")
        }
        try promise(again == value, "what was written reads as something else: \(value.text)")
        try promise(again.bytes == written, "the same value is written in two ways: \(value.text)")
    }

    /// An answer to the import of the objects that it speaks of itself.
    private static func checkImport(_ bytes: [UInt8], _ answer: JSONValue?) throws(BrokenPromise) {
        var file = ImportFile(objects: [])
        if let read = try? ImportFile(bytes) {
            guard let again = try? ImportFile(read.bytes) else {
                throw BrokenPromise("a written import cannot be read")
            }
            try promise(again.objects.map(\.key) == read.objects.map(\.key), "an import changes when it is written")
            file = read
        }
        guard let answer else { return }
        let told = (answer["errors"]?.array ?? []) + (answer["successResults"]?.array ?? [])
        file.objects += told.compactMap { entry in
            SavedObjectKey(entry).map { ImportFile.Object(key: $0, json: entry) }
        }
        guard let result = try? ImportResult(answer, of: file, by: "Kibana") else { return }
        for family in [ClusterProduct.Family.elasticsearch, .opensearch] {
            guard let failure = result.failure(of: file.objects.count, on: family) else { continue }
            try SafeWords.check(failure.sentence)
        }
    }
}
