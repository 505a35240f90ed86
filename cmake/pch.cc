// The precompiled header of cmake/Folders.cmake belongs to this file.
