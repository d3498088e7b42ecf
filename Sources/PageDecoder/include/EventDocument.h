#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// What a value of a document is.
typedef enum {
    /// A string, unescaped.
    EVENT_STRING,
    /// A number, as it is written.
    EVENT_NUMBER,
    /// `true` or `false`, as text.
    EVENT_BOOLEAN,
    /// Something of any kind further inside a field that was asked for with what lies below it; no text.
    EVENT_BELOW,
} EventValueKind;

/// One value of a wanted field. `bytes` is valid until the reader reads its next document or the line goes.
typedef struct {
    EventValueKind kind;
    const char *bytes;
    size_t length;
    /// The next value of the same field in the order of the document; negative for the last one.
    int32_t next;
} EventValue;

/// The values of one document. All pointers are valid until the reader reads its next one.
typedef struct {
    const EventValue *values;
    size_t count;
    /// For each field the position of its first value; negative where it has none.
    const int32_t *first;
} EventDocument;

/// Why a line is no document.
typedef enum {
    EVENT_READ,
    /// Not JSON, or more than one document: `detail` says what the parser says.
    EVENT_MALFORMED,
    EVENT_NOT_UTF8,
    /// The line ends inside the document.
    EVENT_INCOMPLETE,
    /// JSON, but no object.
    EVENT_NOT_OBJECT,
    EVENT_TOO_DEEP,
    /// A member on the way to `field` stands twice in one object.
    EVENT_DUPLICATE,
    /// `field` holds an object.
    EVENT_OBJECT_IN_FIELD,
    /// One of the objects around `field` is a plain value.
    EVENT_VALUE_FOR_OBJECT,
    /// An action line of a bulk request.
    EVENT_BULK_ACTION,
    /// A whole answer to a search.
    EVENT_SEARCH_ANSWER,
} EventStatus;

/// What came of reading a line.
typedef struct {
    EventStatus status;
    /// The field that the status is about; negative where it is about none.
    int32_t field;
    /// A static text, or null.
    const char *detail;
} EventOutcome;

/// A field that is wanted: its dotted path, and whether anything inside it counts as a value.
typedef struct {
    const char *path;
    size_t length;
    bool with_below;
} EventField;

enum {
    /// The most fields a reader takes.
    EVENT_MOST_FIELDS = 128,
    /// The most parts, between dots, that the path of a field may have.
    EVENT_MOST_PARTS = 64,
    /// How many readable bytes there must be behind a line.
    EVENT_PADDING = 64,
    /// How deep objects and arrays may nest around a wanted field.
    EVENT_MOST_DEPTH = 256,
};

typedef struct EventReader EventReader;

/// A reader of these fields; null when memory is short, or the fields or the parts of a path are too many. Used by one thread at a time.
EventReader *event_reader_create(const EventField *fields, size_t count);
void event_reader_destroy(EventReader *reader);

/// Reads one line that holds one JSON object.
///
/// `json` has `length` bytes and EVENT_PADDING readable ones behind them. A field's values are those under its path, however
/// dots and objects are mixed on the way; arrays are flattened; null is no value. An object that holds `_source`, as a
/// search hit does, is read as that. Text that holds half of a surrogate pair gets U+FFFD in its place.
EventOutcome event_read(EventReader *reader, const char *json, size_t length, EventDocument *document);

#ifdef __cplusplus
}
#endif
