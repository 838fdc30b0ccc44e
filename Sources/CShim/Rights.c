#define _GNU_SOURCE
#include <errno.h>
#include <grp.h>
#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "CShim.h"

enum { SETS = _LINUX_CAPABILITY_U32S_3 };

static int become(uid_t user, gid_t group) {
  if (setresgid(group, group, group) != 0 || setresuid(user, user, user) != 0) return -1;
  uid_t real, effective, saved;
  if (getresuid(&real, &effective, &saved) != 0) return -1;
  if (real == user && effective == user && saved == user) return 0;
  errno = EPERM;
  return -1;
}

// All sets of this process are empty, or it fails.
static int drop_capabilities(void) {
  struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
  struct __user_cap_data_struct none[SETS] = {{0}}, left[SETS] = {{0}};
  if (syscall(SYS_capset, &header, none) != 0 || syscall(SYS_capget, &header, left) != 0) return -1;
  for (int i = 0; i < SETS; i++)
    if (left[i].effective | left[i].permitted | left[i].inheritable) {
      errno = EPERM;
      return -1;
    }
  return 0;
}

int shim_give_up_rights(int changes, uid_t user, gid_t group, const char **refused) {
  // Needs a right of its own that is rarely given. What stays in this set can not be had by anything that is executed later:
  // see the last step.
  for (unsigned long right = 0; prctl(PR_CAPBSET_DROP, right, 0UL, 0UL, 0UL) == 0;) right++;
  *refused = "setgroups";
  // A namespace of an ordinary user may forbid it, and so does the lack of a right. The groups of before then stay, although
  // the group itself may still change.
  if (setgroups(0, NULL) == 0) {
    int kept = getgroups(0, NULL);
    if (kept > 0) errno = EPERM;
    if (kept != 0) return -1;
  } else if (errno != EPERM) {
    return -1;
  }
  *refused = "becoming the user";
  if (changes && geteuid() == 0 && become(user, group) != 0) return -1;
  *refused = "dropping the capabilities";
  // Kernels before 4.3 have no ambient set.
  if (prctl(PR_CAP_AMBIENT, (unsigned long)PR_CAP_AMBIENT_CLEAR_ALL, 0UL, 0UL, 0UL) != 0 && errno != EINVAL) return -1;
  if (drop_capabilities() != 0) return -1;
  *refused = "no new privileges";
  return prctl(PR_SET_NO_NEW_PRIVS, 1UL, 0UL, 0UL, 0UL);
}
