#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// What a group value of a composite key is.
typedef enum {
    COMPOSITE_STRING,
    COMPOSITE_INTEGER,
    COMPOSITE_NUMBER,
    COMPOSITE_BOOLEAN,
    COMPOSITE_NULL,
} CompositeValueKind;

/// One group value; `bytes` is valid until the decoder reads its next page.
typedef struct {
    CompositeValueKind kind;
    const char *bytes;
    size_t length;
    int64_t integer;
    double number;
} CompositeValue;

/// One bucket of a page. All pointers are valid until the handler returns, `CompositeValue.bytes` longer.
typedef struct {
    const CompositeValue *group;
    /// Whether the group differs from that of the row before; true for the first row.
    bool starts_group;
    /// Start of the time bucket in milliseconds; 0 where the page has no time source.
    int64_t time_millis;
    int64_t documents;
    /// One value a metric; not-a-number where the engine said null.
    const double *metrics;
} CompositeRow;

typedef void (*CompositeRowHandler)(void *context, const CompositeRow *row);

/// What a page is expected to hold: sources named "0", "1", … (and "t"), metrics named "m0", "m1", …
typedef struct {
    size_t group_count;
    bool has_time;
    size_t metric_count;
} CompositeShape;

/// What an answer says of itself, and where in it the pieces lie that are sent back as they came.
typedef struct {
    int64_t took_millis;
    bool timed_out;
    bool has_shards;
    int64_t shards_total;
    int64_t shards_successful;
    int64_t shards_skipped;
    int64_t shards_failed;
    bool has_clusters;
    int64_t clusters_total;
    int64_t clusters_successful;
    int64_t clusters_skipped;
    int64_t clusters_partial;
    int64_t clusters_failed;
    bool has_aggregation;
    int64_t rows;
    /// The raw JSON object, or null when this was the last page.
    const char *after_key;
    size_t after_key_length;
    /// The point in time to use next, or null.
    const char *point_in_time;
    size_t point_in_time_length;
    /// Why the page could not be read; null when it was. A static text.
    const char *error;
} CompositeSummary;

/// The most group fields and metrics a page may have.
enum { COMPOSITE_MOST_VALUES = 16 };

/// How many readable bytes there must be behind a page.
enum { COMPOSITE_PADDING = 64 };

typedef struct CompositeDecoder CompositeDecoder;

/// A decoder with its buffers; null when memory is short. Used by one thread at a time.
CompositeDecoder *composite_decoder_create(void);
void composite_decoder_destroy(CompositeDecoder *decoder);

/// Reads one answer to a search with a composite aggregation named "p", calling `handler` for each bucket in order.
///
/// `json` has `length` bytes and COMPOSITE_PADDING readable ones behind them. Returns whether the page was read to its end;
/// otherwise `summary->error` says why, and the rows delivered so far are not to be used.
bool composite_decode(CompositeDecoder *decoder, const char *json, size_t length, const CompositeShape *shape,
                      CompositeRowHandler handler, void *context, CompositeSummary *summary);

#ifdef __cplusplus
}
#endif
