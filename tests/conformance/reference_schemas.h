#ifndef CLIENTROUTE_TESTS_CONFORMANCE_REFERENCE_SCHEMAS_H_
#define CLIENTROUTE_TESTS_CONFORMANCE_REFERENCE_SCHEMAS_H_

#include <libxml/xmlschemas.h>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace clientroute::conformance {

/// Where the standard's schemas of iJw are: CLIENTROUTE_STANDARD_XSD, or beside the source. Nothing when neither is
/// there, or when those of iWmo do not stand beside it.
std::optional<std::string> StandardXsdFolder();

/// Where those of iWmo are: beside the folder of iJw.
std::string SupportXsdFolder(const std::string& xsd_folder);

/// The folder around it, which may hold examples and lists; ends without a slash.
std::string StandardFolder();

/// The verdict of libxml2's validator on the standard's own schemas.
class ReferenceSchemas {
 public:
  /// Loads the schema of every message that the catalogue has; of a message of iWmo that comes without one (a return
  /// message, an answer to a claim) it is derived from that of iJw. Nothing when one cannot be read.
  static std::unique_ptr<ReferenceSchemas> Load(const std::string& xsd_folder);

  /// True when the bytes are namespace-well-formed XML that is valid against the schema of its root's namespace.
  bool Accepts(std::string_view bytes) const;

  /// The schema of a root's namespace, or null; as long as this is there.
  xmlSchema* Find(std::string_view message_namespace) const;

 private:
  struct FreeSchema {
    void operator()(xmlSchema* schema) const { xmlSchemaFree(schema); }
  };
  std::map<std::string, std::unique_ptr<xmlSchema, FreeSchema>, std::less<>> by_namespace_;
};

}  // namespace clientroute::conformance

#endif  // CLIENTROUTE_TESTS_CONFORMANCE_REFERENCE_SCHEMAS_H_
