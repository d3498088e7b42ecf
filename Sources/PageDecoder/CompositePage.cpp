#include "CompositePage.h"

// Without exceptions the compiler refuses every conversion that would throw on a malformed page.
#define SIMDJSON_EXCEPTIONS 0
#include <simdjson.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <new>

using namespace simdjson;

static_assert(COMPOSITE_PADDING >= SIMDJSON_PADDING, "pages need the padding that simdjson reads");

struct CompositeDecoder {
    ondemand::parser parser;
    CompositeValue previous[COMPOSITE_MOST_VALUES];
    CompositeValue current[COMPOSITE_MOST_VALUES];
    double metrics[COMPOSITE_MOST_VALUES];
    /// The text of each group value as it stands in the page; empty where it is no string, or before the first bucket.
    std::string_view tokens[COMPOSITE_MOST_VALUES];
};

namespace {

constexpr int64_t MOST_DOCUMENTS = int64_t(1) << 40;

/// Whether a raw key, which ends at its quote, is `name`; names here need no escapes.
template <size_t Size>
bool is(ondemand::raw_json_string key, const char (&name)[Size]) {
    return std::memcmp(key.raw(), name, Size - 1) == 0 && key.raw()[Size - 1] == '"';
}

#define TRY(expression)                                  \
    do {                                                 \
        if (error_code failed = (expression)) return failed; \
    } while (0)

error_code read_count(ondemand::value value, int64_t &into) { return value.get_int64().get(into); }

error_code read_shards(ondemand::value value, CompositeSummary &summary) {
    ondemand::object shards;
    TRY(value.get_object().get(shards));
    summary.has_shards = true;
    for (auto field : shards) {
        ondemand::raw_json_string key;
        ondemand::value member;
        TRY(field.key().get(key));
        TRY(field.value().get(member));
        if (is(key, "total")) TRY(read_count(member, summary.shards_total));
        else if (is(key, "successful")) TRY(read_count(member, summary.shards_successful));
        else if (is(key, "skipped")) TRY(read_count(member, summary.shards_skipped));
        else if (is(key, "failed")) TRY(read_count(member, summary.shards_failed));
    }
    return SUCCESS;
}

error_code read_clusters(ondemand::value value, CompositeSummary &summary) {
    ondemand::object clusters;
    TRY(value.get_object().get(clusters));
    summary.has_clusters = true;
    for (auto field : clusters) {
        ondemand::raw_json_string key;
        ondemand::value member;
        TRY(field.key().get(key));
        TRY(field.value().get(member));
        if (is(key, "total")) TRY(read_count(member, summary.clusters_total));
        else if (is(key, "successful")) TRY(read_count(member, summary.clusters_successful));
        else if (is(key, "skipped")) TRY(read_count(member, summary.clusters_skipped));
        else if (is(key, "partial")) TRY(read_count(member, summary.clusters_partial));
        else if (is(key, "failed")) TRY(read_count(member, summary.clusters_failed));
    }
    return SUCCESS;
}

/// Moves past a null; what begins like one need not be one. Before 3.0 simdjson answers with a plain bool.
error_code read_null(ondemand::value value) {
    bool null = false;
    TRY(simdjson_result<bool>(value.is_null()).get(null));
    return null ? SUCCESS : INCORRECT_TYPE;
}

error_code read_group_value(ondemand::value value, CompositeValue &into, std::string_view &last) {
    ondemand::json_type type;
    TRY(value.type().get(type));
    const std::string_view token = type == ondemand::json_type::string ? value.raw_json_token() : std::string_view();
    // The buckets of a group follow one another: its names are unescaped once.
    if (!token.empty() && token == last) {
        ondemand::raw_json_string skipped;
        return value.get_raw_json_string().get(skipped);
    }
    last = token;
    into = CompositeValue{COMPOSITE_NULL, nullptr, 0, 0, 0};
    switch (type) {
        case ondemand::json_type::string: {
            std::string_view text;
            TRY(value.get_string().get(text));
            into.kind = COMPOSITE_STRING;
            into.bytes = text.data();
            into.length = text.size();
            return SUCCESS;
        }
        case ondemand::json_type::number: {
            ondemand::number number;
            TRY(value.get_number().get(number));
            if (number.is_int64()) {
                into.kind = COMPOSITE_INTEGER;
                into.integer = number.get_int64();
            } else {
                into.kind = COMPOSITE_NUMBER;
                into.number = number.as_double();
            }
            return SUCCESS;
        }
        case ondemand::json_type::boolean: {
            bool flag;
            TRY(value.get_bool().get(flag));
            into.kind = COMPOSITE_BOOLEAN;
            into.integer = flag;
            return SUCCESS;
        }
        case ondemand::json_type::null:
            return read_null(value);
        default: return INCORRECT_TYPE;
    }
}

error_code read_metric(ondemand::value value, double &into) {
    ondemand::object metric;
    TRY(value.get_object().get(metric));
    bool found = false;
    for (auto field : metric) {
        ondemand::raw_json_string key;
        ondemand::value member;
        TRY(field.key().get(key));
        TRY(field.value().get(member));
        if (!is(key, "value")) continue;
        found = true;
        ondemand::json_type type;
        TRY(member.type().get(type));
        if (type == ondemand::json_type::null) {
            TRY(read_null(member));
            into = std::numeric_limits<double>::quiet_NaN();
        } else {
            TRY(member.get_double().get(into));
        }
    }
    return found ? SUCCESS : NO_SUCH_FIELD;
}

bool same(const CompositeValue &a, const CompositeValue &b) {
    if (a.kind != b.kind) return false;
    switch (a.kind) {
        case COMPOSITE_STRING: return a.length == b.length && (a.bytes == b.bytes || std::memcmp(a.bytes, b.bytes, a.length) == 0);
        case COMPOSITE_NUMBER: return a.number == b.number;
        case COMPOSITE_NULL: return true;
        default: return a.integer == b.integer;
    }
}

/// The number in a key of one or two digits that ends at its quote; -1 for any other key.
int index_of(const char *digits) {
    if (digits[0] < '0' || digits[0] > '9') return -1;
    if (digits[1] == '"') return digits[0] - '0';
    if (digits[1] < '0' || digits[1] > '9' || digits[2] != '"') return -1;
    return (digits[0] - '0') * 10 + digits[1] - '0';
}

error_code read_key(ondemand::value value, CompositeDecoder &decoder, const CompositeShape &shape, CompositeRow &row) {
    ondemand::object keys;
    TRY(value.get_object().get(keys));
    uint32_t groups = 0;
    bool time = false;
    for (auto field : keys) {
        ondemand::raw_json_string key;
        ondemand::value member;
        TRY(field.key().get(key));
        TRY(field.value().get(member));
        if (shape.has_time && is(key, "t")) {
            TRY(member.get_int64().get(row.time_millis));
            time = true;
            continue;
        }
        const int index = index_of(key.raw());
        if (index < 0 || size_t(index) >= shape.group_count) return NO_SUCH_FIELD;
        TRY(read_group_value(member, decoder.current[index], decoder.tokens[index]));
        groups |= 1u << index;
    }
    return groups == (1u << shape.group_count) - 1 && time == shape.has_time ? SUCCESS : NO_SUCH_FIELD;
}

error_code read_bucket(ondemand::value value, CompositeDecoder &decoder, const CompositeShape &shape, CompositeRow &row) {
    ondemand::object bucket;
    TRY(value.get_object().get(bucket));
    uint32_t metrics = 0;
    bool key_found = false, count_found = false;
    for (auto field : bucket) {
        ondemand::raw_json_string key;
        ondemand::value member;
        TRY(field.key().get(key));
        TRY(field.value().get(member));
        if (is(key, "key")) {
            TRY(read_key(member, decoder, shape, row));
            key_found = true;
        } else if (is(key, "doc_count")) {
            TRY(member.get_int64().get(row.documents));
            // A shard holds at most 2^31 documents; sums of what is refused here could overflow.
            if (row.documents < 0 || row.documents > MOST_DOCUMENTS) return NUMBER_OUT_OF_RANGE;
            count_found = true;
        } else if (key.raw()[0] == 'm') {
            const int index = index_of(key.raw() + 1);
            if (index < 0 || size_t(index) >= shape.metric_count) continue;
            TRY(read_metric(member, decoder.metrics[index]));
            metrics |= 1u << index;
        }
    }
    return key_found && count_found && metrics == (1u << shape.metric_count) - 1 ? SUCCESS : NO_SUCH_FIELD;
}

error_code read_buckets(ondemand::value value, CompositeDecoder &decoder, const CompositeShape &shape,
                        CompositeRowHandler handler, void *context, CompositeSummary &summary) {
    ondemand::array buckets;
    TRY(value.get_array().get(buckets));
    for (auto element : buckets) {
        ondemand::value bucket;
        TRY(element.get(bucket));
        CompositeRow row{decoder.current, false, 0, 0, decoder.metrics};
        TRY(read_bucket(bucket, decoder, shape, row));
        row.starts_group = summary.rows == 0;
        for (size_t i = 0; i < shape.group_count && !row.starts_group; i++)
            row.starts_group = !same(decoder.current[i], decoder.previous[i]);
        handler(context, &row);
        std::memcpy(decoder.previous, decoder.current, sizeof decoder.current);
        summary.rows++;
    }
    return SUCCESS;
}

error_code read_composite(ondemand::value value, CompositeDecoder &decoder, const CompositeShape &shape,
                          CompositeRowHandler handler, void *context, CompositeSummary &summary) {
    ondemand::object aggregation;
    TRY(value.get_object().get(aggregation));
    bool found = false;
    for (auto field : aggregation) {
        ondemand::raw_json_string key;
        ondemand::value member;
        TRY(field.key().get(key));
        TRY(field.value().get(member));
        if (is(key, "after_key")) {
            ondemand::object after;
            std::string_view raw;
            TRY(member.get_object().get(after));
            TRY(after.raw_json().get(raw));
            summary.after_key = raw.data();
            summary.after_key_length = raw.size();
        } else if (is(key, "buckets")) {
            TRY(read_buckets(member, decoder, shape, handler, context, summary));
            found = true;
        }
    }
    summary.has_aggregation = found;
    return found ? SUCCESS : NO_SUCH_FIELD;
}

error_code read_answer(CompositeDecoder &decoder, const char *json, size_t length, const CompositeShape &shape,
                       CompositeRowHandler handler, void *context, CompositeSummary &summary) {
    ondemand::document document;
    for (auto &token : decoder.tokens) token = {};
    TRY(decoder.parser.iterate(json, length, length + SIMDJSON_PADDING).get(document));
    ondemand::object answer;
    TRY(document.get_object().get(answer));
    for (auto field : answer) {
        ondemand::raw_json_string key;
        ondemand::value member;
        TRY(field.key().get(key));
        TRY(field.value().get(member));
        if (is(key, "took")) TRY(member.get_int64().get(summary.took_millis));
        else if (is(key, "timed_out")) TRY(member.get_bool().get(summary.timed_out));
        else if (is(key, "_shards")) TRY(read_shards(member, summary));
        else if (is(key, "_clusters")) TRY(read_clusters(member, summary));
        else if (is(key, "pit_id")) {
            std::string_view id;
            TRY(member.get_string().get(id));
            summary.point_in_time = id.data();
            summary.point_in_time_length = id.size();
        } else if (is(key, "aggregations")) {
            ondemand::object aggregations;
            TRY(member.get_object().get(aggregations));
            for (auto named : aggregations) {
                ondemand::raw_json_string name;
                ondemand::value aggregation;
                TRY(named.key().get(name));
                TRY(named.value().get(aggregation));
                if (is(name, "p")) TRY(read_composite(aggregation, decoder, shape, handler, context, summary));
            }
        }
    }
    const char *rest;
    return document.current_location().get(rest) == OUT_OF_BOUNDS ? SUCCESS : TRAILING_CONTENT;
}

}  // namespace

CompositeDecoder *composite_decoder_create(void) { return new (std::nothrow) CompositeDecoder(); }

void composite_decoder_destroy(CompositeDecoder *decoder) { delete decoder; }

bool composite_decode(CompositeDecoder *decoder, const char *json, size_t length, const CompositeShape *shape,
                      CompositeRowHandler handler, void *context, CompositeSummary *summary) {
    *summary = CompositeSummary{};
    if (shape->group_count > COMPOSITE_MOST_VALUES || shape->metric_count > COMPOSITE_MOST_VALUES) {
        summary->error = "more group fields or metrics than a page can have";
        return false;
    }
    const error_code failed = read_answer(*decoder, json, length, *shape, handler, context, *summary);
    if (failed) summary->error = error_message(failed);
    return !failed;
}
