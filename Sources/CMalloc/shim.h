// The one call of glibc's allocator that its module map leaves out; declared here, because its header has structures
// that would then have two homes. Another library of C has no such setting.
#ifndef POLDER_CMALLOC_H
#define POLDER_CMALLOC_H

#include <features.h>

#ifdef __GLIBC__
extern int mallopt(int setting, int value);
#endif

// From so many bytes on a block is the system's own, and given back to it when it is freed; 0 where that can not be set.
// By itself glibc raises the bound when large blocks are freed, and keeps them in the heap of each thread from then on.
static inline int polder_large_blocks_from(int bytes) {
#ifdef __GLIBC__
  return mallopt(-3 /* M_MMAP_THRESHOLD */, bytes);
#else
  (void)bytes;
  return 0;
#endif
}

// So many free bytes at the end of the heap are kept for whoever wants them next; 0 where that can not be set. By itself
// glibc lets this grow with the bound of large blocks, and no more once that is fixed: pieces of a stream would then be
// given back to the system and asked for again, one after the other.
static inline int polder_free_bytes_kept(int bytes) {
#ifdef __GLIBC__
  return mallopt(-1 /* M_TRIM_THRESHOLD */, bytes);
#else
  (void)bytes;
  return 0;
#endif
}

#endif
