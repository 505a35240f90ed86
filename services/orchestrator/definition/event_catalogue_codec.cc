#include "services/orchestrator/definition/event_catalogue_codec.h"

#include <algorithm>
#include <cstdio>
#include <map>
#include <memory>
#include <utility>

#include "clientroute/access/v1/events.pb.h"
#include "clientroute/allocation/v1/events.pb.h"
#include "clientroute/contracting/v1/events.pb.h"
#include "clientroute/intake/v1/events.pb.h"
#include "clientroute/messaging/v1/events.pb.h"
#include "clientroute/type/v1/care.pb.h"
#include "google/api/field_behavior.pb.h"
#include "google/protobuf/message.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"

namespace clientroute::orchestrator {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::FileDescriptor;
using google::protobuf::Message;
using google::protobuf::MessageFactory;
using google::protobuf::Reflection;

constexpr const char* kRouteField = "route";
constexpr const char* kPartField = "part";
constexpr const char* kLinesField = "lines";
constexpr const char* kChangedField = "changed";
constexpr const char* kLineKeyField = "line";
constexpr const char* kFirstOf = "_first";

bool IsRequired(const FieldDescriptor* field) {
  const auto& options = field->options();
  for (int i = 0; i < options.ExtensionSize(google::api::field_behavior); ++i) {
    if (options.GetExtension(google::api::field_behavior, i) == google::api::REQUIRED) return true;
  }
  return false;
}

bool IsDate(const FieldDescriptor* field) {
  return field->message_type() != nullptr && field->message_type() == type::v1::Date::descriptor();
}

bool IsLines(const FieldDescriptor* field) {
  return field->is_repeated() && field->message_type() == type::v1::CareLine::descriptor();
}

bool IsInteger(const FieldDescriptor* field) {
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
    case FieldDescriptor::CPPTYPE_INT64:
    case FieldDescriptor::CPPTYPE_UINT32:
      return true;
    default:
      return false;
  }
}

/// What a field gives, seen from its type. `optional` when the message that holds it may be absent.
void Describe(const FieldDescriptor* field, const std::string& prefix, bool optional,
              std::vector<CatalogueAttribute>& into);

void DescribeAll(const Descriptor* descriptor, const std::string& prefix, bool optional,
                 std::vector<CatalogueAttribute>& into) {
  for (int i = 0; i < descriptor->field_count(); ++i) Describe(descriptor->field(i), prefix, optional, into);
}

void Describe(const FieldDescriptor* field, const std::string& prefix, bool optional,
              std::vector<CatalogueAttribute>& into) {
  CatalogueAttribute attribute;
  attribute.name = prefix + field->name();
  if (field->is_repeated()) {
    if (IsDate(field)) into.push_back({attribute.name + kFirstOf, AttributeType::kDate, {}, true});
    return;
  }
  const bool absent = optional || !IsRequired(field);
  attribute.optional = absent;
  if (IsDate(field)) {
    attribute.type = AttributeType::kDate;
  } else if (field->message_type() != nullptr) {
    return DescribeAll(field->message_type(), attribute.name + "_", absent, into);
  } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_BOOL || IsInteger(field)) {
    attribute.type = IsInteger(field) ? AttributeType::kInteger : AttributeType::kBoolean;
    attribute.optional = optional || field->has_optional_keyword();
  } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
    attribute.type = AttributeType::kSymbol;
    for (int i = 0; i < field->enum_type()->value_count(); ++i) {
      if (field->enum_type()->value(i)->number() != 0)
        attribute.symbols.push_back(field->enum_type()->value(i)->name());
    }
  } else if (field->type() == FieldDescriptor::TYPE_STRING) {
    attribute.type = AttributeType::kText;
    if (absent) into.push_back({"has_" + attribute.name, AttributeType::kBoolean, {}, false});
  } else {
    return;
  }
  into.push_back(std::move(attribute));
}

std::string DateText(const type::v1::Date& date) {
  if (const auto day = FromProto(date)) return day->ToString();
  char text[48];
  std::snprintf(text, sizeof text, "%d-%d-%d", date.year(), date.month(), date.day());
  return text;
}

/// How a field is read, put together once: names, and what its options say.
struct FieldReader {
  const FieldDescriptor* field = nullptr;
  std::string name;
  /// Of a text that may be absent.
  std::string has_name;
  /// Of a message that is read field by field.
  std::vector<FieldReader> inner;
};

std::vector<FieldReader> ReadersOf(const Descriptor* descriptor, const std::string& prefix) {
  std::vector<FieldReader> readers;
  for (int i = 0; i < descriptor->field_count(); ++i) {
    const FieldDescriptor* field = descriptor->field(i);
    if (field->is_repeated() && !IsDate(field)) continue;
    FieldReader& reader = readers.emplace_back();
    reader.field = field;
    reader.name = prefix + field->name() + (field->is_repeated() ? kFirstOf : "");
    if (field->type() == FieldDescriptor::TYPE_STRING && !IsRequired(field)) reader.has_name = "has_" + reader.name;
    if (field->message_type() != nullptr && !IsDate(field)) {
      reader.inner = ReadersOf(field->message_type(), reader.name + "_");
    }
  }
  return readers;
}

std::vector<const Descriptor*> CollectRouteEvents();

/// Of every event of a route, and of a line of care.
const std::vector<FieldReader>& ReadersOf(const Descriptor* descriptor) {
  static const std::map<const Descriptor*, std::vector<FieldReader>> readers = [] {
    std::map<const Descriptor*, std::vector<FieldReader>> made;
    for (const Descriptor* event : CollectRouteEvents()) made[event] = ReadersOf(event, {});
    made[type::v1::CareLine::descriptor()] = ReadersOf(type::v1::CareLine::descriptor(), {});
    return made;
  }();
  return readers.at(descriptor);
}

void ReadAll(const Message& message, const std::vector<FieldReader>& readers, Attributes& into);

void ReadText(const Message& message, const FieldReader& reader, Attributes& into) {
  std::string scratch;
  const std::string& text = message.GetReflection()->GetStringReference(message, reader.field, &scratch);
  if (!reader.has_name.empty()) into[reader.has_name] = text.empty() ? "false" : "true";
  if (!text.empty()) into[reader.name] = text;
}

void ReadMessage(const Message& message, const FieldReader& reader, Attributes& into) {
  const Reflection* reflection = message.GetReflection();
  const FieldDescriptor* field = reader.field;
  if (field->is_repeated()) {
    if (reflection->FieldSize(message, field) == 0) return;
    into[reader.name] = DateText(static_cast<const type::v1::Date&>(reflection->GetRepeatedMessage(message, field, 0)));
  } else if (!IsDate(field)) {
    ReadAll(reflection->GetMessage(message, field), reader.inner, into);
  } else if (reflection->HasField(message, field)) {
    into[reader.name] = DateText(static_cast<const type::v1::Date&>(reflection->GetMessage(message, field)));
  }
}

void ReadField(const Message& message, const FieldReader& reader, Attributes& into) {
  const Reflection* reflection = message.GetReflection();
  const FieldDescriptor* field = reader.field;
  if (field->message_type() != nullptr) return ReadMessage(message, reader, into);
  if (field->has_optional_keyword() && !reflection->HasField(message, field)) return;
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_BOOL:
      into[reader.name] = reflection->GetBool(message, field) ? "true" : "false";
      break;
    case FieldDescriptor::CPPTYPE_INT32:
      into[reader.name] = std::to_string(reflection->GetInt32(message, field));
      break;
    case FieldDescriptor::CPPTYPE_INT64:
      into[reader.name] = std::to_string(reflection->GetInt64(message, field));
      break;
    case FieldDescriptor::CPPTYPE_UINT32:
      into[reader.name] = std::to_string(reflection->GetUInt32(message, field));
      break;
    case FieldDescriptor::CPPTYPE_ENUM:
      // A value that this build does not know has no name; it reads as its number, which fits no fact.
      if (reflection->GetEnumValue(message, field) != 0)
        into[reader.name] = reflection->GetEnum(message, field)->name();
      break;
    case FieldDescriptor::CPPTYPE_STRING:
      if (field->type() == FieldDescriptor::TYPE_STRING) ReadText(message, reader, into);
      break;
    default:
      break;
  }
}

void ReadAll(const Message& message, const std::vector<FieldReader>& readers, Attributes& into) {
  for (const FieldReader& reader : readers) ReadField(message, reader, into);
}

std::string Take(Attributes& attributes, const char* name) {
  const auto found = attributes.find(name);
  if (found == attributes.end()) return {};
  std::string value = std::move(found->second);
  attributes.erase(found);
  attributes.erase(std::string("has_") + name);
  return value;
}

Attributes AttributesOf(const type::v1::CareLine& line) {
  Attributes attributes;
  ReadAll(line, ReadersOf(type::v1::CareLine::descriptor()), attributes);
  Take(attributes, kLineKeyField);
  return attributes;
}

std::vector<EventLine> ReadLines(const Message& message, const char* name, bool with_attributes) {
  std::vector<EventLine> lines;
  const FieldDescriptor* field = message.GetDescriptor()->FindFieldByName(name);
  if (field == nullptr || !IsLines(field)) return lines;
  const int count = message.GetReflection()->FieldSize(message, field);
  lines.reserve(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) {
    const auto& line =
        static_cast<const type::v1::CareLine&>(message.GetReflection()->GetRepeatedMessage(message, field, i));
    EventLine& read = lines.emplace_back();
    read.key = line.line();
    if (with_attributes) read.attributes = AttributesOf(line);
    read.payload = line.SerializeAsString();
    read.payload_says_all = true;
  }
  return lines;
}

std::vector<const Descriptor*> CollectRouteEvents() {
  std::vector<const Descriptor*> events;
  const FileDescriptor* files[] = {
      intake::v1::ReferralAccepted::descriptor()->file(), access::v1::CaseOpened::descriptor()->file(),
      contracting::v1::ProductsConfirmed::descriptor()->file(), allocation::v1::PlacesReserved::descriptor()->file(),
      messaging::v1::AllocationMessageSent::descriptor()->file()};
  for (const FileDescriptor* file : files) {
    for (int i = 0; i < file->message_type_count(); ++i) {
      const FieldDescriptor* route = file->message_type(i)->FindFieldByName(kRouteField);
      if (route != nullptr && !route->is_repeated() && route->type() == FieldDescriptor::TYPE_STRING) {
        events.push_back(file->message_type(i));
      }
    }
  }
  return events;
}

absl::Status Damaged(const type::v1::Event& event, std::string_view what) {
  return Error(absl::StatusCode::kInvalidArgument, "EVENT_DAMAGED", Cat("event ", event.id(), ": ", what),
               {{"event", event.id()}});
}

}  // namespace

const std::vector<const Descriptor*>& RouteEvents() {
  static const std::vector<const Descriptor*> kEvents = CollectRouteEvents();
  return kEvents;
}

std::vector<std::string> RouteEventTypes() {
  std::vector<std::string> types;
  for (const Descriptor* descriptor : RouteEvents()) types.push_back(descriptor->full_name());
  std::sort(types.begin(), types.end());
  return types;
}

EventCatalogue BuildEventCatalogue() {
  EventCatalogue catalogue;
  for (const Descriptor* descriptor : RouteEvents()) {
    CatalogueEvent event;
    event.name = descriptor->name();
    DescribeAll(descriptor, {}, false, event.attributes);
    event.of_part = descriptor->FindFieldByName(kPartField) != nullptr;
    std::erase_if(event.attributes, [](const CatalogueAttribute& one) {
      return one.name == kRouteField || one.name == kPartField || one.name == "has_route" || one.name == "has_part";
    });
    const FieldDescriptor* lines = descriptor->FindFieldByName(kLinesField);
    if (lines != nullptr && IsLines(lines)) {
      DescribeAll(lines->message_type(), {}, false, event.line_attributes);
      std::erase_if(event.line_attributes, [](const CatalogueAttribute& one) {
        return one.name == kLineKeyField || one.name == std::string("has_") + kLineKeyField;
      });
    }
    catalogue.events.push_back(std::move(event));
  }
  return catalogue;
}

std::optional<Attributes> ReadLineAttributes(const std::string& payload) {
  type::v1::CareLine line;
  if (!line.ParseFromString(payload)) return std::nullopt;
  return AttributesOf(line);
}

absl::StatusOr<ReadEvent> ReadRouteEvent(const type::v1::Event& event, const EventNames* lines_of) {
  const std::string_view url = event.payload().type_url();
  const std::string_view type = url.substr(url.rfind('/') + 1);
  const auto found = std::find_if(RouteEvents().begin(), RouteEvents().end(),
                                  [&](const Descriptor* descriptor) { return descriptor->full_name() == type; });
  if (found == RouteEvents().end()) {
    return Error(absl::StatusCode::kInvalidArgument, "EVENT_TYPE_UNKNOWN",
                 Cat("event ", event.id(), ": no route takes in a ", type),
                 {{"event", event.id()}, {"type", std::string(type)}});
  }
  const std::unique_ptr<Message> message(MessageFactory::generated_factory()->GetPrototype(*found)->New());
  if (!message->ParseFromString(event.payload().value())) return Damaged(event, "the payload cannot be parsed");
  Announced announced;
  announced.type = (*found)->name();
  ReadAll(*message, ReadersOf(*found), announced.attributes);
  announced.part = Take(announced.attributes, kPartField);
  announced.lines = ReadLines(*message, kLinesField, lines_of == nullptr || lines_of->contains(announced.type));
  announced.changed = ReadLines(*message, kChangedField, true);
  ReadEvent read;
  read.route = Take(announced.attributes, kRouteField);
  if (read.route.empty()) return Damaged(event, "it names no route");
  const std::optional<Instant> time = event.has_occur_time() ? FromProto(event.occur_time()) : std::nullopt;
  if (!time) return Damaged(event, "it has no time");
  read.event = Event{event.id(), *time, event.actor(), event.cause(), std::move(announced)};
  return read;
}

}  // namespace clientroute::orchestrator
