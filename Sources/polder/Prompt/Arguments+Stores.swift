public import ArgumentParser
public import PolderCore

extension AlgorithmPartitioning: ExpressibleByArgument {}
