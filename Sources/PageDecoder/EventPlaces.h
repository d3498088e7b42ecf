#pragma once

#include "EventDocument.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

/// The most fields counting what lies below them that one dotted name may pass by.
constexpr size_t most_through = 8;

/// The most steps that one place may have.
constexpr size_t most_steps = EVENT_MOST_FIELDS * 4;

/// A member name, dotted or not, that leads from one place to another.
struct EventStep {
    std::string key;
    /// Whether the name needs no escapes in JSON, so that its bytes can be compared as they stand.
    bool plain;
    uint32_t target;
    /// The fields that count what lies below them and that a dotted name passes by.
    std::vector<int32_t> through;
    /// The next step from the same place whose name starts with the same byte; negative for the last one.
    int32_t next;

    /// Whether a name, which ends at a quote or a zero, leads below this one: this one and a dot are its beginning.
    bool leads_to_below(const char *name) const;
};

/// A place on the way to one or more wanted fields.
struct EventPlace {
    int32_t field = -1;
    bool with_below = false;
    /// A field at or below this place, to name in messages.
    int32_t some_field = -1;
    std::vector<EventStep> steps;
    /// The first step for each byte that a name may start with; negative for none.
    int32_t first_step[256];

    EventPlace();

    /// The step whose name is exactly that; negative for none.
    int32_t step_named(std::string_view name) const;

    void add(std::string key, uint32_t target, std::vector<int32_t> through);
};

/// The places on the way to all wanted fields: a tree by the parts of their names, with shortcuts for dotted ones.
class EventPlaces {
public:
    EventPlaces();

    /// Adds a field by its dotted path; false for one of too many parts, whose shortcuts would take for ever.
    bool want(std::string_view path, int32_t field, bool with_below);

    /// Adds the shortcuts, after all fields; false when there are too many.
    bool finish();

    const EventPlace &root() const { return *places[0]; }
    const EventPlace &operator[](uint32_t place) const { return *places[place]; }

private:
    std::vector<std::unique_ptr<EventPlace>> places;

    void add_dotted(uint32_t from, uint32_t at, const std::string &name, const std::vector<int32_t> &through);
    int32_t name_fields(uint32_t at);
};
