#include "tests/conformance/reference_schemas.h"

#include <libxml/parser.h>
#include <libxml/tree.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "services/messaging/standard/catalogue.h"

namespace clientroute::conformance {
namespace {

using messaging::MessageSchema;
using messaging::Standard;

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

std::string FileText(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

void ReplaceAll(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

/// The schema of a message of iWmo that the standard has not written down: that of iJw, with the namespace, shared
/// schema and code of iWmo.
Document DeriveSupportSchema(const MessageSchema& message, const std::string& folder) {
  const MessageSchema& youth = *messaging::Catalogue::Default().FindByName("JW" + std::to_string(message.number()));
  std::string text = FileText(folder + "/" + std::string(youth.name()) + ".xsd");
  ReplaceAll(text, "/ijw/3_2/", "/iwmo/3_2/");
  ReplaceAll(text, "ijw:", "iwmo:");
  ReplaceAll(text, "xmlns:ijw=", "xmlns:iwmo=");
  ReplaceAll(text, youth.message_prefix(), message.message_prefix());
  ReplaceAll(text, "\"" + std::string(youth.row().code) + "\"", "\"" + std::string(message.row().code) + "\"");
  // Named as if it stood beside the shared schema that it imports.
  const std::string name = SupportXsdFolder(folder) + "/" + std::string(message.name()) + ".xsd";
  return Document(xmlReadMemory(text.data(), static_cast<int>(text.size()), name.c_str(), nullptr,
                                XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING));
}

Document ReadSchema(const MessageSchema& message, const std::string& folder) {
  const bool support = message.release().standard == Standard::kIwmo;
  const std::string path = (support ? SupportXsdFolder(folder) : folder) + "/" + std::string(message.name()) + ".xsd";
  if (support && !std::filesystem::exists(path)) return DeriveSupportSchema(message, folder);
  return Document(xmlReadFile(path.c_str(), nullptr, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING));
}

}  // namespace

std::optional<std::string> StandardXsdFolder() {
  const char* given = std::getenv("CLIENTROUTE_STANDARD_XSD");
  const std::string base = given != nullptr ? given : CLIENTROUTE_SOURCE_DIR "/../shared/standard/xsd";
  for (const std::string& folder : {base + "/ijw-3.2", base}) {
    const bool both = std::filesystem::exists(folder + "/JW301.xsd") &&
                      std::filesystem::exists(SupportXsdFolder(folder) + "/WMO301.xsd");
    if (both) return folder;
  }
  return std::nullopt;
}

std::string SupportXsdFolder(const std::string& xsd_folder) {
  return std::filesystem::path(xsd_folder).parent_path().string() + "/iwmo-3.2";
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
    const Document document = ReadSchema(*message, xsd_folder);
    if (document == nullptr) return nullptr;
    const xmlSchemaParserCtxtPtr parser = xmlSchemaNewDocParserCtxt(document.get());
    xmlSchema* schema = xmlSchemaParse(parser);
    xmlSchemaFreeParserCtxt(parser);
    if (schema == nullptr) return nullptr;
    schemas->by_namespace_[std::string(message->message_namespace())].reset(schema);
  }
  return schemas;
}

xmlSchema* ReferenceSchemas::Find(std::string_view message_namespace) const {
  const auto found = by_namespace_.find(message_namespace);
  return found == by_namespace_.end() ? nullptr : found->second.get();
}

bool ReferenceSchemas::Accepts(std::string_view bytes) const {
  const Document document = ParseWellFormed(bytes);
  const xmlNode* root = document == nullptr ? nullptr : xmlDocGetRootElement(document.get());
  if (root == nullptr || root->ns == nullptr || root->ns->href == nullptr) return false;
  xmlSchema* const schema = Find(reinterpret_cast<const char*>(root->ns->href));
  if (schema == nullptr) return false;
  const xmlSchemaValidCtxtPtr validator = xmlSchemaNewValidCtxt(schema);
  xmlSchemaSetValidErrors(validator, Silent, Silent, nullptr);
  const int verdict = xmlSchemaValidateDoc(validator, document.get());
  xmlSchemaFreeValidCtxt(validator);
  return verdict == 0;
}

}  // namespace clientroute::conformance
