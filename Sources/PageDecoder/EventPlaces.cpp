#include "EventPlaces.h"

#include <algorithm>
#include <cstring>

namespace {

bool is_plain(std::string_view text) {
    for (const unsigned char c : text)
        if (c < 0x20 || c == '"' || c == '\\') return false;
    return true;
}

}  // namespace

bool EventStep::leads_to_below(const char *name) const {
    size_t same = 0;
    while (same < key.size() && name[same] == key[same]) same++;
    return same == key.size() && name[same] == '.';
}

EventPlace::EventPlace() { std::memset(first_step, -1, sizeof first_step); }

int32_t EventPlace::step_named(std::string_view name) const {
    if (name.empty()) return -1;
    for (int32_t step = first_step[uint8_t(name[0])]; step >= 0; step = steps[step].next)
        if (steps[step].key == name) return step;
    return -1;
}

void EventPlace::add(std::string key, uint32_t target, std::vector<int32_t> through) {
    const uint8_t head = key.empty() ? 0 : uint8_t(key[0]);
    const bool plain = is_plain(key);
    steps.push_back(EventStep{std::move(key), plain, target, std::move(through), first_step[head]});
    first_step[head] = int32_t(steps.size() - 1);
}

EventPlaces::EventPlaces() { places.push_back(std::make_unique<EventPlace>()); }

bool EventPlaces::want(std::string_view path, int32_t field, bool with_below) {
    if (std::count(path.begin(), path.end(), '.') >= EVENT_MOST_PARTS) return false;
    uint32_t at = 0;
    size_t start = 0;
    while (start <= path.size()) {
        size_t end = path.find('.', start);
        if (end == std::string_view::npos) end = path.size();
        const std::string_view part = path.substr(start, end - start);
        const int32_t known = places[at]->step_named(part);
        if (known >= 0) {
            at = places[at]->steps[known].target;
        } else {
            const uint32_t target = uint32_t(places.size());
            places.push_back(std::make_unique<EventPlace>());
            places[at]->add(std::string(part), target, {});
            at = target;
        }
        start = end + 1;
    }
    places[at]->field = field;
    places[at]->with_below = with_below;
    return true;
}

bool EventPlaces::finish() {
    name_fields(0);
    const size_t count = places.size();
    for (size_t i = 0; i < count; i++) add_dotted(uint32_t(i), uint32_t(i), "", {});
    for (const auto &place : places) {
        if (place->steps.size() > most_steps) return false;
        for (const EventStep &step : place->steps)
            if (step.through.size() > most_through) return false;
    }
    return true;
}

/// Adds the dotted names that lead from a place past the next one.
void EventPlaces::add_dotted(uint32_t from, uint32_t at, const std::string &name, const std::vector<int32_t> &through) {
    const size_t direct = places[at]->steps.size();
    for (size_t i = 0; i < direct; i++) {
        const EventStep step = places[at]->steps[i];
        if (step.key.find('.') != std::string::npos) continue;
        const std::string longer = name.empty() ? step.key : name + "." + step.key;
        if (!name.empty()) places[from]->add(longer, step.target, through);
        const EventPlace &target = *places[step.target];
        std::vector<int32_t> further = through;
        if (target.with_below) further.push_back(target.field);
        add_dotted(from, step.target, longer, further);
    }
}

/// Makes a place know some field at or below it.
int32_t EventPlaces::name_fields(uint32_t at) {
    EventPlace &place = *places[at];
    int32_t below = -1;
    for (const EventStep &step : place.steps) {
        const int32_t field = name_fields(step.target);
        if (below < 0) below = field;
    }
    place.some_field = below >= 0 ? below : place.field;
    return place.some_field;
}
