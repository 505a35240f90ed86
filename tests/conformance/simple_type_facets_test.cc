#include <gtest/gtest.h>
#include <libxml/parser.h>
#include <libxml/tree.h>

#include <iostream>
#include <map>
#include <memory>
#include <set>
#include <string>

#include "services/messaging/standard/iwmo_3_2.h"
#include "tests/conformance/reference_schemas.h"

// Every simple type of our table, and those that a release has of its own, beside the facets that the standard's shared
// schema gives it.

namespace clientroute::conformance {
namespace {

using messaging::Release;
using messaging::SimpleType;
using messaging::ValueKind;

struct Facets {
  std::string base;
  std::set<std::string> codes;
  std::map<std::string, std::string> limits;  // maxLength, minInclusive, ...
};

std::string Attribute(xmlNode* node, const char* name) {
  xmlChar* text = xmlGetProp(node, reinterpret_cast<const xmlChar*>(name));
  const std::string value = text == nullptr ? "" : reinterpret_cast<const char*>(text);
  xmlFree(text);
  return value;
}

bool IsNamed(const xmlNode* node, const char* name) {
  return node->type == XML_ELEMENT_NODE && xmlStrEqual(node->name, reinterpret_cast<const xmlChar*>(name)) != 0;
}

/// The named simple types of a schema file.
std::map<std::string, Facets> ReadFacets(const std::string& path) {
  std::map<std::string, Facets> types;
  const std::unique_ptr<xmlDoc, void (*)(xmlDoc*)> document(xmlReadFile(path.c_str(), nullptr, XML_PARSE_NONET),
                                                            [](xmlDoc* read) { xmlFreeDoc(read); });
  if (document == nullptr) return types;
  for (xmlNode* type = xmlDocGetRootElement(document.get())->children; type != nullptr; type = type->next) {
    if (!IsNamed(type, "simpleType")) continue;
    Facets& facets = types[Attribute(type, "name")];
    for (xmlNode* restriction = type->children; restriction != nullptr; restriction = restriction->next) {
      if (!IsNamed(restriction, "restriction")) continue;
      facets.base = Attribute(restriction, "base");
      for (xmlNode* facet = restriction->children; facet != nullptr; facet = facet->next) {
        if (IsNamed(facet, "enumeration")) {
          facets.codes.insert(Attribute(facet, "value"));
        } else if (facet->type == XML_ELEMENT_NODE) {
          facets.limits[reinterpret_cast<const char*>(facet->name)] = Attribute(facet, "value");
        }
      }
    }
  }
  return types;
}

std::string BaseOf(const SimpleType& type) {
  switch (type.kind) {
    case ValueKind::kText:
      return "xs:string";
    case ValueKind::kInteger:
      return "xs:integer";
    case ValueKind::kDate:
      return "xs:date";
    case ValueKind::kTime:
      return "xs:time";
  }
  return "";
}

void ExpectEqual(const SimpleType& type, Facets facets) {
  EXPECT_EQ(BaseOf(type), facets.base);
  std::set<std::string> codes;
  if (type.codes != nullptr) {
    for (const messaging::Code& code : type.codes->codes) codes.emplace(code.code);
  }
  EXPECT_EQ(codes, facets.codes);
  if (type.kind == ValueKind::kInteger) {
    EXPECT_EQ(std::to_string(type.value_min), facets.limits["minInclusive"]);
    EXPECT_EQ(std::to_string(type.value_max), facets.limits["maxInclusive"]);
  }
  // The length of a code is that of its list; of digits often said by the pattern instead.
  if (type.kind == ValueKind::kText && type.codes == nullptr && type.pattern != messaging::Pattern::kDigits) {
    const std::string unlimited = std::to_string(SimpleType{}.length_max);
    EXPECT_EQ(std::to_string(type.length_max),
              facets.limits.contains("maxLength") ? facets.limits["maxLength"] : unlimited);
    EXPECT_EQ(std::to_string(type.length_min), facets.limits["minLength"]);
  }
}

/// The row that the release puts in the place of `shared`, or that itself.
const SimpleType& TypeIn(const Release& release, const SimpleType& shared) {
  for (const SimpleType& own : release.own_types) {
    if (own.name == shared.name) return own;
  }
  return shared;
}

TEST(SimpleTypeFacetsTest, AreThoseOfTheSharedSchemas) {
  const std::optional<std::string> folder = StandardXsdFolder();
  if (!folder.has_value()) {
    std::cout << "SKIPPED: no schemas of the standard here; name their folder in CLIENTROUTE_STANDARD_XSD\n";
    GTEST_SKIP();
  }
  const std::pair<const Release*, std::string> releases[] = {{&messaging::kIjw32, *folder},
                                                             {&messaging::kIwmo32, SupportXsdFolder(*folder)}};
  for (const auto& [release, place] : releases) {
    const std::map<std::string, Facets> schema = ReadFacets(place + "/basisschema.xsd");
    for (const SimpleType& shared : release->types) {
      SCOPED_TRACE(std::string(release->name) + " " + std::string(shared.name));
      const auto facets = schema.find("LDT_" + std::string(shared.name));
      ASSERT_NE(facets, schema.end());
      ExpectEqual(TypeIn(*release, shared), facets->second);
    }
    EXPECT_EQ(schema.size(), release->types.size());
  }
}

}  // namespace
}  // namespace clientroute::conformance
