/* Writes kept paths as a result file has them (float32, chunks of 4096 paths) and syncs them: one process with the
 * plain HDF5 library, or ranks together with MPI-IO. Tells seconds and MB/s in a line.
 *
 *   h5cc  -O2 bench/collective_write.c -o alone     && ./alone FILE MEGABYTES
 *   h5pcc -O2 bench/collective_write.c -o together  && mpirun -n 2 ./together FILE MEGABYTES [independent]
 *
 * Every rank writes chunks of its own, in turn: collectively, all ranks a chunk each at a time, or each by itself.
 */
#include <fcntl.h>
#include <hdf5.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#ifdef H5_HAVE_PARALLEL
#include <mpi.h>
#endif

enum { CHUNK_PATHS = 4096, FIGURES = 82 * 5 };   /* indicators and years of the full model */

static int rank = 0, ranks = 1;

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

static void expect(int good, const char* what) {
  if (good) return;
  fprintf(stderr, "collective_write: %s failed\n", what);
  exit(1);
}

static void wait_for_all(void) {
#ifdef H5_HAVE_PARALLEL
  MPI_Barrier(MPI_COMM_WORLD);
#endif
}

static void sync_file(const char* name) {
  const int file = open(name, O_RDWR);
  expect(file >= 0 && fsync(file) == 0, "fsync");
  close(file);
}

/* The dataset's room is taken before the first write, as MPI-IO needs it. */
static hid_t create_dataset(hid_t file, hsize_t chunks) {
  const hsize_t shape[2] = {chunks * CHUNK_PATHS, FIGURES}, chunk[2] = {CHUNK_PATHS, FIGURES};
  const hid_t space = H5Screate_simple(2, shape, NULL), how = H5Pcreate(H5P_DATASET_CREATE);
  H5Pset_chunk(how, 2, chunk);
  H5Pset_alloc_time(how, H5D_ALLOC_TIME_EARLY);
  H5Pset_fill_time(how, H5D_FILL_TIME_NEVER);
  const hid_t data = H5Dcreate2(file, "paths", H5T_IEEE_F32LE, space, H5P_DEFAULT, how, H5P_DEFAULT);
  expect(data >= 0, "H5Dcreate2");
  H5Pclose(how);
  H5Sclose(space);
  return data;
}

static void write_chunks(hid_t data, hid_t transfer, hsize_t chunks, const float* figures) {
  const hsize_t extent[2] = {CHUNK_PATHS, FIGURES};
  const hid_t memory = H5Screate_simple(2, extent, NULL), space = H5Dget_space(data);
  for (hsize_t chunk = (hsize_t)rank; chunk < chunks; chunk += (hsize_t)ranks) {
    const hsize_t from[2] = {chunk * CHUNK_PATHS, 0};
    H5Sselect_hyperslab(space, H5S_SELECT_SET, from, NULL, extent, NULL);
    expect(H5Dwrite(data, H5T_NATIVE_FLOAT, memory, space, transfer, figures) >= 0, "H5Dwrite");
  }
  H5Sclose(memory);
  H5Sclose(space);
}

int main(int argc, char** argv) {
#ifdef H5_HAVE_PARALLEL
  MPI_Init(&argc, &argv);
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  MPI_Comm_size(MPI_COMM_WORLD, &ranks);
#endif
  expect(argc >= 3, "reading the command line (FILE MEGABYTES)");
  const double chunk_bytes = 4.0 * CHUNK_PATHS * FIGURES;
  /* As many for every rank: collective writes are made by all. */
  hsize_t chunks = (hsize_t)(atof(argv[2]) * 1e6 / chunk_bytes / ranks + 1) * (hsize_t)ranks;
  float* figures = malloc((size_t)chunk_bytes);
  expect(figures != NULL, "malloc");
  srand(1U + (unsigned)rank);
  for (size_t k = 0; k < (size_t)CHUNK_PATHS * FIGURES; ++k) figures[k] = (float)rand();

  hid_t access = H5Pcreate(H5P_FILE_ACCESS), transfer = H5Pcreate(H5P_DATASET_XFER);
#ifdef H5_HAVE_PARALLEL
  H5Pset_fapl_mpio(access, MPI_COMM_WORLD, MPI_INFO_NULL);
  const int apart = argc > 3 && strcmp(argv[3], "independent") == 0;
  H5Pset_dxpl_mpio(transfer, apart ? H5FD_MPIO_INDEPENDENT : H5FD_MPIO_COLLECTIVE);
#endif
  if (rank == 0) unlink(argv[1]);
  wait_for_all();
  const double begin = now();
  const hid_t file = H5Fcreate(argv[1], H5F_ACC_TRUNC, H5P_DEFAULT, access);
  expect(file >= 0, "H5Fcreate");
  const hid_t data = create_dataset(file, chunks);
  write_chunks(data, transfer, chunks, figures);
  H5Dclose(data);
  expect(H5Fclose(file) >= 0, "H5Fclose");
  sync_file(argv[1]);
  wait_for_all();
  const double seconds = now() - begin, megabytes = chunk_bytes * (double)chunks * 1e-6;
  if (rank == 0) {
    printf("{\"seconds\": %.4f, \"megabytes\": %.1f, \"rate\": %.1f}\n", seconds, megabytes,
           megabytes / seconds);
  }
  H5Pclose(access);
  H5Pclose(transfer);
  free(figures);
#ifdef H5_HAVE_PARALLEL
  MPI_Finalize();
#endif
  return 0;
}
