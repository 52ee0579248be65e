// The system's C library, for whoever imports this target: logarithms and exponentials of single numbers.
#if canImport(Darwin)
  @_exported import Darwin
#else
  @_exported import Glibc
#endif
