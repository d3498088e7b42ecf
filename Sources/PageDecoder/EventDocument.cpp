#include "EventDocument.h"

#include "EventPlaces.h"

#include <simdjson.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <new>
#include <string>
#include <string_view>
#include <vector>

using namespace simdjson;

static_assert(EVENT_PADDING >= SIMDJSON_PADDING, "lines need the padding that simdjson reads");

namespace {

/// A field with all that lies below it, while something inside it is being read.
struct Around {
    int32_t field;
    const Around *outer;
};

}  // namespace

struct EventReader {
    ondemand::parser parser;
    EventPlaces places;
    std::vector<EventValue> values;
    std::vector<int32_t> first;
    std::vector<int32_t> last;
    /// Where unescaped text lies; never moves while a document is read.
    std::vector<char> text;
    size_t text_used = 0;
    EventOutcome outcome;
};

namespace {

#define TRY(expression)                               \
    do {                                              \
        if (!(expression)) return false;              \
    } while (0)

bool refuse(EventReader &reader, EventStatus status, int32_t field = -1, const char *detail = nullptr) {
    reader.outcome = EventOutcome{status, field, detail};
    return false;
}

/// Whether simdjson was content; notes why not.
bool accept(EventReader &reader, error_code error) {
    switch (error) {
        case SUCCESS: return true;
        case UTF8_ERROR: return refuse(reader, EVENT_NOT_UTF8);
        case UNCLOSED_STRING:
        case INCOMPLETE_ARRAY_OR_OBJECT: return refuse(reader, EVENT_INCOMPLETE);
        case DEPTH_ERROR: return refuse(reader, EVENT_TOO_DEEP);
        default: return refuse(reader, EVENT_MALFORMED, -1, error_message(error));
    }
}

void add(EventReader &reader, int32_t field, EventValueKind kind, const char *bytes, size_t length) {
    const int32_t place = int32_t(reader.values.size());
    reader.values.push_back(EventValue{kind, bytes, length, -1});
    if (reader.first[field] < 0) reader.first[field] = place;
    else reader.values[reader.last[field]].next = place;
    reader.last[field] = place;
}

int digit_of(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

/// The four hexadecimal digits of a \u escape; negative when they are none.
int32_t unit_of(const char *digits) {
    int32_t unit = 0;
    for (int i = 0; i < 4; i++) {
        const int digit = digit_of(digits[i]);
        if (digit < 0) return -1;
        unit = unit << 4 | digit;
    }
    return unit;
}

char *append_scalar(char *to, uint32_t scalar) {
    if (scalar < 0x80) {
        *to++ = char(scalar);
    } else if (scalar < 0x800) {
        *to++ = char(0xC0 | scalar >> 6);
        *to++ = char(0x80 | (scalar & 0x3F));
    } else if (scalar < 0x10000) {
        *to++ = char(0xE0 | scalar >> 12);
        *to++ = char(0x80 | (scalar >> 6 & 0x3F));
        *to++ = char(0x80 | (scalar & 0x3F));
    } else {
        *to++ = char(0xF0 | scalar >> 18);
        *to++ = char(0x80 | (scalar >> 12 & 0x3F));
        *to++ = char(0x80 | (scalar >> 6 & 0x3F));
        *to++ = char(0x80 | (scalar & 0x3F));
    }
    return to;
}

/// Unescapes a string that ends at its quote. simdjson 3.0 refuses half a surrogate pair, which the engines accept.
bool unescape(EventReader &reader, const char *raw, std::string_view &into) {
    char *const start = reader.text.data() + reader.text_used;
    char *to = start;
    while (*raw != '"') {
        if (*raw != '\\') {
            *to++ = *raw++;
            continue;
        }
        raw++;
        switch (*raw) {
            case '"': case '\\': case '/': *to++ = *raw++; continue;
            case 'b': *to++ = '\b'; raw++; continue;
            case 'f': *to++ = '\f'; raw++; continue;
            case 'n': *to++ = '\n'; raw++; continue;
            case 'r': *to++ = '\r'; raw++; continue;
            case 't': *to++ = '\t'; raw++; continue;
            case 'u': break;
            default: return refuse(reader, EVENT_MALFORMED, -1, "a string holds an unknown escape");
        }
        const int32_t unit = unit_of(raw + 1);
        if (unit < 0) return refuse(reader, EVENT_MALFORMED, -1, "a string holds a broken \\u escape");
        raw += 5;
        uint32_t scalar = uint32_t(unit);
        if (unit >= 0xD800 && unit < 0xE000) {
            scalar = 0xFFFD;
            if (unit < 0xDC00 && raw[0] == '\\' && raw[1] == 'u') {
                const int32_t low = unit_of(raw + 2);
                if (low >= 0xDC00 && low < 0xE000) {
                    scalar = 0x10000 + (uint32_t(unit - 0xD800) << 10) + uint32_t(low - 0xDC00);
                    raw += 6;
                }
            }
        }
        to = append_scalar(to, scalar);
    }
    into = std::string_view(start, size_t(to - start));
    reader.text_used += into.size();
    return true;
}

/// The text of a string that ends at its quote: where it lies, or unescaped.
bool text_of(EventReader &reader, const char *raw, std::string_view &into) {
    const char *end = raw;
    while (*end != '"') {
        if (*end == '\\') return unescape(reader, raw, into);
        end++;
    }
    into = std::string_view(raw, size_t(end - raw));
    return true;
}

/// Whether text is a number as JSON writes it; on demand, nothing else looks at one that is delivered as text.
bool is_number(std::string_view text) {
    size_t i = 0;
    const auto digits = [&] {
        const size_t start = i;
        while (i < text.size() && text[i] >= '0' && text[i] <= '9') i++;
        return i - start;
    };
    if (i < text.size() && text[i] == '-') i++;
    const size_t whole = i;
    const size_t whole_digits = digits();
    if (whole_digits == 0 || (whole_digits > 1 && text[whole] == '0')) return false;
    if (i < text.size() && text[i] == '.') {
        i++;
        if (digits() == 0) return false;
    }
    if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
        i++;
        if (i < text.size() && (text[i] == '+' || text[i] == '-')) i++;
        if (digits() == 0) return false;
    }
    return i == text.size();
}

/// The step that a raw member name, which ends at its quote, takes, negative for none; then maybe the step whose field counts
/// what lies below it, and this does.
bool find_step(EventReader &reader, const EventPlace &place, const char *raw, int32_t &found, int32_t &above) {
    found = above = -1;
    const int32_t first = place.first_step[uint8_t(raw[0])];
    if (first < 0 && raw[0] != '\\') return true;
    for (int32_t index = first; index >= 0; index = place.steps[index].next) {
        const EventStep &step = place.steps[index];
        if (!step.plain) continue;
        // A plain name has no quote in it, so this stops at the raw name's quote at the latest.
        size_t same = 0;
        while (same < step.key.size() && raw[same] == step.key[same]) same++;
        if (same == step.key.size() && raw[same] == '"') {
            found = index;
            return true;
        }
    }
    std::string unescaped;
    for (const char *c = raw; *c != '"'; c++) {
        if (*c != '\\') continue;
        std::string_view name;
        TRY(unescape(reader, raw, name));
        found = place.step_named(name);
        if (found >= 0 || name.empty()) return true;
        unescaped = name;
        raw = unescaped.c_str();
        break;
    }
    for (int32_t index = place.first_step[uint8_t(raw[0])]; index >= 0; index = place.steps[index].next)
        if (reader.places[place.steps[index].target].with_below && place.steps[index].leads_to_below(raw)) above = index;
    return true;
}

void note_around(EventReader &reader, const Around *around) {
    for (; around; around = around->outer)
        if (reader.first[around->field] < 0) add(reader, around->field, EVENT_BELOW, nullptr, 0);
}

bool read_value(EventReader &reader, ondemand::value value, const EventPlace *place, const Around *around, int depth);

/// Reads a value that a step leads to.
bool take_step(EventReader &reader, ondemand::value value, const EventStep &step, const Around *around, int depth) {
    Around passed[most_through];
    for (size_t i = 0; i < step.through.size(); i++) {
        passed[i] = Around{step.through[i], around};
        around = &passed[i];
    }
    return read_value(reader, value, &reader.places[step.target], around, depth);
}

/// Which members of an object have been seen, a bit a step.
struct Seen {
    uint64_t bits[most_steps / 64] = {};

    /// The engines refuse a document that has a member twice; which one should count?
    bool note(int32_t step) {
        const uint64_t bit = uint64_t(1) << (step % 64);
        const bool is_new = !(bits[step / 64] & bit);
        bits[step / 64] |= bit;
        return is_new;
    }
};

/// Reads a member of an object at a place.
bool read_member(EventReader &reader, const char *raw, ondemand::value value, const EventPlace &place, Seen &seen,
                 const Around *around, int depth) {
    int32_t step, above;
    TRY(find_step(reader, place, raw, step, above));
    if (step >= 0) {
        if (!seen.note(step))
            return refuse(reader, EVENT_DUPLICATE, reader.places[place.steps[step].target].some_field);
        return take_step(reader, value, place.steps[step], around, depth + 1);
    }
    if (above >= 0) {
        const Around here{reader.places[place.steps[above].target].field, around};
        return read_value(reader, value, nullptr, &here, depth + 1);
    }
    return around ? read_value(reader, value, nullptr, around, depth + 1) : true;
}

bool read_members(EventReader &reader, ondemand::object object, const EventPlace *place, const Around *around, int depth) {
    Seen seen;
    for (auto member : object) {
        ondemand::raw_json_string key;
        ondemand::value value;
        TRY(accept(reader, member.key().get(key)));
        TRY(accept(reader, member.value().get(value)));
        if (place) TRY(read_member(reader, key.raw(), value, *place, seen, around, depth));
        else TRY(read_value(reader, value, nullptr, around, depth + 1));
    }
    return true;
}

/// Reads a value at a place; a null place is one where only the fields around are of interest.
bool read_value(EventReader &reader, ondemand::value value, const EventPlace *place, const Around *around, int depth) {
    if (depth > EVENT_MOST_DEPTH) return refuse(reader, EVENT_TOO_DEEP);
    ondemand::json_type type;
    TRY(accept(reader, value.type().get(type)));
    switch (type) {
        case ondemand::json_type::object: {
            ondemand::object object;
            TRY(accept(reader, value.get_object().get(object)));
            if (!place) return read_members(reader, object, nullptr, around, depth);
            if (place->with_below) {
                const Around here{place->field, around};
                return read_members(reader, object, place, &here, depth);
            }
            if (place->field >= 0) return refuse(reader, EVENT_OBJECT_IN_FIELD, place->field);
            return read_members(reader, object, place, around, depth);
        }
        case ondemand::json_type::array: {
            ondemand::array array;
            TRY(accept(reader, value.get_array().get(array)));
            for (auto element : array) {
                ondemand::value inner;
                TRY(accept(reader, element.get(inner)));
                TRY(read_value(reader, inner, place, around, depth + 1));
            }
            return true;
        }
        case ondemand::json_type::null:
            // Says whether it is spelled so.
            return accept(reader, value.is_null().error());
        default: break;
    }
    const int32_t field = place ? place->field : -1;
    if (place && field < 0) return refuse(reader, EVENT_VALUE_FOR_OBJECT, place->some_field);
    if (type == ondemand::json_type::string) {
        ondemand::raw_json_string raw;
        std::string_view text;
        TRY(accept(reader, value.get_raw_json_string().get(raw)));
        if (field >= 0) {
            TRY(text_of(reader, raw.raw(), text));
            add(reader, field, EVENT_STRING, text.data(), text.size());
        }
    } else if (type == ondemand::json_type::boolean) {
        bool flag;
        TRY(accept(reader, value.get_bool().get(flag)));
        if (field >= 0) add(reader, field, EVENT_BOOLEAN, flag ? "true" : "false", flag ? 4 : 5);
    } else {
        std::string_view text = value.raw_json_token();
        while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r'))
            text.remove_suffix(1);
        if (!is_number(text)) return refuse(reader, EVENT_MALFORMED, -1, "a number is malformed");
        if (field >= 0) add(reader, field, EVENT_NUMBER, text.data(), text.size());
    }
    note_around(reader, around);
    return true;
}

template <size_t Size>
bool is(const char *raw, const char (&name)[Size]) {
    return std::strncmp(raw, name, Size - 1) == 0 && raw[Size - 1] == '"';
}

bool is_bulk_action(const char *raw) {
    return is(raw, "index") || is(raw, "create") || is(raw, "update") || is(raw, "delete");
}

/// Reads the outermost object, where a few shapes are recognised that are no documents.
bool read_root(EventReader &reader, ondemand::object object) {
    const EventPlace &root = reader.places.root();
    Seen seen;
    size_t members = 0;
    bool first_is_action = false, has_source = false, has_shards = false, has_hits = false;
    for (auto member : object) {
        ondemand::raw_json_string key;
        ondemand::value value;
        TRY(accept(reader, member.key().get(key)));
        TRY(accept(reader, member.value().get(value)));
        const char *raw = key.raw();
        members++;
        if (members == 1 && is_bulk_action(raw)) {
            ondemand::json_type type;
            TRY(accept(reader, value.type().get(type)));
            first_is_action = type == ondemand::json_type::object;
        }
        if (raw[0] == '_' && is(raw, "_source")) {
            ondemand::object source;
            if (has_source) return refuse(reader, EVENT_MALFORMED, -1, "_source stands twice");
            has_source = true;
            if (value.get_object().get(source)) return refuse(reader, EVENT_MALFORMED, -1, "_source is no object");
            TRY(read_members(reader, source, &root, nullptr, 1));
            continue;
        }
        has_shards = has_shards || is(raw, "_shards");
        has_hits = has_hits || is(raw, "hits");
        TRY(read_member(reader, raw, value, root, seen, nullptr, 0));
    }
    if (first_is_action && members == 1) return refuse(reader, EVENT_BULK_ACTION);
    if (has_shards && has_hits) return refuse(reader, EVENT_SEARCH_ANSWER);
    return true;
}

bool read_document(EventReader &reader, const char *json, size_t length) {
    ondemand::document document;
    ondemand::object object;
    ondemand::json_type type;
    TRY(accept(reader, reader.parser.iterate(json, length, length + SIMDJSON_PADDING).get(document)));
    if (document.type().get(type) == SUCCESS && type != ondemand::json_type::object)
        return refuse(reader, EVENT_NOT_OBJECT);
    TRY(accept(reader, document.get_object().get(object)));
    TRY(read_root(reader, object));
    const char *rest;
    if (document.current_location().get(rest) == OUT_OF_BOUNDS) return true;
    return refuse(reader, EVENT_MALFORMED, -1, "something follows the document on the same line");
}

}  // namespace

EventReader *event_reader_create(const EventField *fields, size_t count) {
    if (count > EVENT_MOST_FIELDS) return nullptr;
    try {
        auto reader = std::make_unique<EventReader>();
        for (size_t i = 0; i < count; i++)
            if (!reader->places.want({fields[i].path, fields[i].length}, int32_t(i), fields[i].with_below)) return nullptr;
        if (!reader->places.finish()) return nullptr;
        reader->first.assign(count, -1);
        reader->last.assign(count, -1);
        reader->values.reserve(256);
        return reader.release();
    } catch (const std::bad_alloc &) {
        return nullptr;
    }
}

void event_reader_destroy(EventReader *reader) { delete reader; }

EventOutcome event_read(EventReader *reader, const char *json, size_t length, EventDocument *document) {
    reader->outcome = EventOutcome{EVENT_READ, -1, nullptr};
    reader->values.clear();
    std::fill(reader->first.begin(), reader->first.end(), -1);
    reader->text_used = 0;
    try {
        // Unescaped text is never longer than what it was made from.
        if (reader->text.size() < length) reader->text.resize(length);
        read_document(*reader, json, length);
    } catch (const std::exception &) {
        refuse(*reader, EVENT_MALFORMED, -1, "there is not enough memory to read the line");
    }
    *document = EventDocument{reader->values.data(), reader->values.size(), reader->first.data()};
    return reader->outcome;
}
