#ifndef CLIENTROUTE_SERVICES_PLATFORM_FILES_DURABLE_FILES_H_
#define CLIENTROUTE_SERVICES_PLATFORM_FILES_DURABLE_FILES_H_

#include <string>
#include <string_view>

// What is still on disk when the machine stops. A file is that once it is written so and its folder is synced. Free
// functions, thread-safe. The error is an errno; 0 when all went well.

namespace clientroute {

/// Writes all of it to an open file, and waits until the disk has it.
int WriteDurably(int descriptor, std::string_view bytes);
/// Waits until the disk has the names in the folder.
int SyncFolder(const std::string& path);

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_FILES_DURABLE_FILES_H_
