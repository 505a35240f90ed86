#include "services/platform/testing/temp_folder.h"

#include <stdlib.h>

#include <filesystem>
#include <system_error>

#include "services/platform/status/defect.h"

namespace clientroute {

TempFolder::TempFolder() : path_((std::filesystem::temp_directory_path() / "clientroute-XXXXXX").string()) {
  if (mkdtemp(path_.data()) == nullptr) StopOnDefect("no temporary folder can be made");
}

TempFolder::~TempFolder() {
  std::error_code ignored;  // what is left behind is the system's to clear
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace clientroute
