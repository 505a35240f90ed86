#ifndef CLIENTROUTE_SERVICES_PLATFORM_TESTING_TEMP_FOLDER_H_
#define CLIENTROUTE_SERVICES_PLATFORM_TESTING_TEMP_FOLDER_H_

#include <string>

namespace clientroute {

/// A new folder that goes, with all that is in it, with the object. Stops the test's process when it cannot be made.
class TempFolder {
 public:
  TempFolder();
  ~TempFolder();
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;

  const std::string& path() const { return path_; }
  std::string File(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_TESTING_TEMP_FOLDER_H_
