#include "tests/conformance/generated_schemas.h"

#include <filesystem>
#include <fstream>
#include <string_view>
#include <system_error>

#include "services/messaging/standard/catalogue.h"

namespace clientroute::conformance {
namespace {

using messaging::MessageSchema;
using messaging::NodeIndex;
using messaging::NodeKind;
using messaging::Occurs;
using messaging::Pattern;
using messaging::SchemaNode;
using messaging::SimpleType;
using messaging::ValueKind;

std::string Escaped(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '&') {
      escaped += "&amp;";
    } else if (c == '<') {
      escaped += "&lt;";
    } else if (c == '"') {
      escaped += "&quot;";
    } else {
      escaped += c;
    }
  }
  return escaped;
}

/// As a regular expression of XML Schema; "" for any text.
std::string_view ExpressionOf(Pattern pattern) {
  switch (pattern) {
    case Pattern::kAny:
      return "";
    case Pattern::kDigits:
      return "[0-9]*";
    case Pattern::kAlphanumeric:
      return "[a-zA-Z0-9]*";
    case Pattern::kLetters:
      return "[a-zA-Z&#xC0;-&#x1EF3;]*";
    case Pattern::kVersion:
      return "(0|[1-9][0-9]*)\\.(0|[1-9][0-9]*)\\.(0|[1-9][0-9]*)";
    case Pattern::kOneFilledLine:
      return ".*\\S.*";
    case Pattern::kFilled:
      return "[\\s\\S]*\\S[\\s\\S]*";
  }
  return "";
}

/// A facet; nothing for an empty value.
std::string Facet(std::string_view name, std::string_view value) {
  if (value.empty()) return "";
  return "<xs:" + std::string(name) + " value=\"" + std::string(value) + "\"/>";
}

std::string Restriction(std::string_view base, const std::string& facets) {
  return "<xs:simpleType><xs:restriction base=\"xs:" + std::string(base) + "\">" + facets +
         "</xs:restriction></xs:simpleType>";
}

std::string TextFacets(const SimpleType& type) {
  std::string facets;
  if (type.codes != nullptr) {
    for (const messaging::Code& code : type.codes->codes) facets += Facet("enumeration", Escaped(code.code));
    return facets;
  }
  facets += Facet("minLength", std::to_string(type.length_min));
  if (type.length_max != SimpleType{}.length_max) facets += Facet("maxLength", std::to_string(type.length_max));
  return facets + Facet("pattern", ExpressionOf(type.pattern));
}

std::string SimpleTypeOf(const SchemaNode& node) {
  const SimpleType& type = node.type;
  switch (type.kind) {
    case ValueKind::kText:
      if (!node.fixed.empty()) return Restriction("string", Facet("enumeration", Escaped(node.fixed)));
      return Restriction("string", TextFacets(type));
    case ValueKind::kInteger:
      return Restriction("integer", Facet("minInclusive", std::to_string(type.value_min)) +
                                        Facet("maxInclusive", std::to_string(type.value_max)) +
                                        Facet("pattern", node.fixed));
    case ValueKind::kDate:
      return Restriction("date", Facet("pattern", "[0-9]{4}-[0-9]{2}-[0-9]{2}"));
    case ValueKind::kTime:
      return Restriction("time", Facet("pattern", "[0-9:.]*"));
  }
  return "";
}

/// The two files of one message: its own, and the part of the shared schema that it uses.
class Generator {
 public:
  explicit Generator(const MessageSchema& schema) : schema_(schema) {}

  std::string SharedFile() const {
    std::string types;
    for (NodeIndex index = 0; index < schema_.node_count(); ++index) {
      if (schema_.node(index).kind != NodeKind::kComposite) continue;
      types += "<xs:complexType name=\"" + NameOfType(index) + "\">" + Sequence(index) + "</xs:complexType>\n";
    }
    return File(schema_.basis_namespace(), "", types);
  }

  std::string MessageFile(std::string_view shared_name) const {
    const std::string import = "<xs:import namespace=\"" + std::string(schema_.basis_namespace()) +
                               "\" schemaLocation=\"" + std::string(shared_name) + "\"/>\n";
    return File(schema_.message_namespace(), import, ElementAt(0));
  }

 private:
  static std::string NameOfType(NodeIndex composite) { return "T" + std::to_string(composite); }

  std::string File(std::string_view target, const std::string& import, const std::string& content) const {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" "
           "xmlns:b=\"" +
           std::string(schema_.basis_namespace()) + "\" targetNamespace=\"" + std::string(target) +
           "\" elementFormDefault=\"qualified\">\n" + import + content + "</xs:schema>\n";
  }

  std::string ElementAt(NodeIndex index) const {
    const SchemaNode& node = schema_.node(index);
    std::string element = "<xs:element name=\"" + std::string(node.name) + "\"";
    if (index != 0) element += Count(node.occurs);
    switch (node.kind) {
      case NodeKind::kComposite:
        return element + " type=\"b:" + NameOfType(index) + "\"/>\n";
      case NodeKind::kValue:
      case NodeKind::kReturnCode:
        return element + ">" + SimpleTypeOf(node) + "</xs:element>\n";
      default:
        return element + "><xs:complexType>" + Sequence(index) + "</xs:complexType></xs:element>\n";
    }
  }

  std::string Sequence(NodeIndex index) const {
    const SchemaNode& node = schema_.node(index);
    std::string sequence = "<xs:sequence>\n";
    for (NodeIndex child = node.first_child; child < node.first_child + node.child_count; ++child) {
      sequence += ElementAt(child);
    }
    return sequence + "</xs:sequence>";
  }

  static std::string Count(Occurs occurs) {
    const std::string most = occurs.max == messaging::kUnbounded ? "unbounded" : std::to_string(occurs.max);
    return " minOccurs=\"" + std::to_string(occurs.min) + "\" maxOccurs=\"" + most + "\"";
  }

  const MessageSchema& schema_;
};

bool WriteFile(const std::string& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << text;
  file.close();
  return file.good();
}

}  // namespace

bool WriteGeneratedSchemas(const std::string& folder) {
  for (const auto& schema : messaging::Catalogue::Default().messages()) {
    const bool youth = schema->release().standard == messaging::Standard::kIjw;
    const std::string to = folder + (youth ? "/xsd/ijw-3.2/" : "/xsd/iwmo-3.2/");
    std::error_code error;
    std::filesystem::create_directories(to, error);
    const Generator generator(*schema);
    const std::string name(schema->name());
    if (error || !WriteFile(to + name + "-shared.xsd", generator.SharedFile()) ||
        !WriteFile(to + name + ".xsd", generator.MessageFile(name + "-shared.xsd"))) {
      return false;
    }
  }
  return true;
}

}  // namespace clientroute::conformance
