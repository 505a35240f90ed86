#include "tests/conformance/reference_schemas.h"

#include <libxml/parser.h>
#include <libxml/tree.h>

#include <cstdlib>
#include <filesystem>

#include "services/messaging/standard/catalogue.h"

namespace clientroute::conformance {
namespace {

void Silent(void*, const char*, ...) {}

struct FreeDocument {
  void operator()(xmlDoc* document) const { xmlFreeDoc(document); }
};
using Document = std::unique_ptr<xmlDoc, FreeDocument>;

Document ParseWellFormed(std::string_view bytes) {
  const xmlParserCtxtPtr parser = xmlNewParserCtxt();
  Document document(xmlCtxtReadMemory(parser, bytes.data(), static_cast<int>(bytes.size()), nullptr, nullptr,
                                      XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING));
  if (parser->wellFormed == 0 || parser->nsWellFormed == 0) document.reset();
  xmlFreeParserCtxt(parser);
  return document;
}

}  // namespace

std::optional<std::string> StandardXsdFolder() {
  const char* given = std::getenv("CLIENTROUTE_STANDARD_XSD");
  const std::string base = given != nullptr ? given : CLIENTROUTE_SOURCE_DIR "/../shared/standard/xsd";
  for (const std::string& folder : {base + "/ijw-3.2", base}) {
    if (std::filesystem::exists(folder + "/JW301.xsd")) return folder;
  }
  return std::nullopt;
}

std::string StandardFolder() {
  const std::filesystem::path folder = StandardXsdFolder().value_or("");
  const std::filesystem::path xsd = folder.filename() == "ijw-3.2" ? folder.parent_path() : folder;
  return xsd.parent_path().string();
}

std::unique_ptr<ReferenceSchemas> ReferenceSchemas::Load(const std::string& xsd_folder) {
  xmlSetGenericErrorFunc(nullptr, Silent);
  auto schemas = std::make_unique<ReferenceSchemas>();
  for (const auto& message : messaging::Catalogue::Default().messages()) {
    const std::string path = xsd_folder + "/" + std::string(message->name()) + ".xsd";
    const xmlSchemaParserCtxtPtr parser = xmlSchemaNewParserCtxt(path.c_str());
    xmlSchema* schema = xmlSchemaParse(parser);
    xmlSchemaFreeParserCtxt(parser);
    if (schema == nullptr) return nullptr;
    schemas->by_namespace_[std::string(message->message_namespace())].reset(schema);
  }
  return schemas;
}

bool ReferenceSchemas::Accepts(std::string_view bytes) const {
  const Document document = ParseWellFormed(bytes);
  const xmlNode* root = document == nullptr ? nullptr : xmlDocGetRootElement(document.get());
  if (root == nullptr || root->ns == nullptr || root->ns->href == nullptr) return false;
  const auto schema = by_namespace_.find(std::string_view(reinterpret_cast<const char*>(root->ns->href)));
  if (schema == by_namespace_.end()) return false;
  const xmlSchemaValidCtxtPtr validator = xmlSchemaNewValidCtxt(schema->second.get());
  xmlSchemaSetValidErrors(validator, Silent, Silent, nullptr);
  const int verdict = xmlSchemaValidateDoc(validator, document.get());
  xmlSchemaFreeValidCtxt(validator);
  return verdict == 0;
}

}  // namespace clientroute::conformance
