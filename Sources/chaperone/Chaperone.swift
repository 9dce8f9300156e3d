import ArgumentParser

@main struct Chaperone: ParsableCommand {}
