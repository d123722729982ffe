//! An admission and then an expulsion, told move by move: of four founders one cheats, and each of its two branches finds
//! an electorate of its own. Must not leave anything to chance.

use std::rc::Rc;

use bigre_protocol::fund::{Fact, Pledge};
use bigre_protocol::id::OpId;

use super::law::{Act, Law, Said, YEAR, amount, line};
use super::world::World;
use super::{Coop, Failure, Options};
use crate::rng::Rng;

const CHEAT: Coop = 0;
const X: Coop = 1;
const Y: Coop = 2;
const Z: Coop = 3;
const NEW: Coop = 4;

/// When X and Y are shown the branch that cites the founding, on whose page they are then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lead {
    /// Before the newcomer is there: it is confirmed, and the newcomer must hear of it.
    Before,
    /// After the newcomer took over what they hold: it must not be confirmed by those of the founding alone.
    After,
}

/// The cheat's branch A cites the founding, and is for X and Y; its branch B cites the second page, after which X votes no
/// more, and is for Z and the newcomer. What happened that must not, once all nodes said what they hold.
pub fn lead(options: Options, how: Lead) -> Vec<Failure> {
    let mut world = World::with(Rng::new(1), Law::new(4, 1), [CHEAT].into(), options);
    world.together(&[X, Y, Z]);
    let old = world.branch_of(0, 1);
    if how == Lead::Before {
        world.tell(&[X, Y], &old);
        world.together(&[X, Y]);
    }
    world.law.seal(Act::Admit(NEW));
    world.learn(&[X, Y, Z, NEW]);
    world.tell(&[X, Y, Z, NEW], &[]);
    if how == Lead::After {
        world.together(&[X, Y, Z, NEW]);
    }
    world.law.seal(Act::Expel(X, 0, None));
    world.learn(&[Z, NEW]);
    let new = world.branch_of(2, 2);
    world.tell(&[Z, NEW], &new);
    match how {
        // The newcomer hears them; what they hold of the cheat's is still on its way.
        Lead::Before => {
            world.learn(&[Y]);
            world.tell(&[Y], &[]);
            [Y, Z].into_iter().for_each(|from| world.greet(NEW, from));
        }
        Lead::After => {
            world.tell(&[X, Y], &old);
            world.together(&[X, Y]);
        }
    }
    world.tell(&[Z, NEW], &new);
    world.together(&[Z, NEW]);
    world.report.failures
}

impl World {
    fn learn(&mut self, nodes: &[Coop]) {
        for at in nodes {
            self.nodes[*at].follow(&self.law, u64::MAX);
        }
    }

    /// A branch of one entry that cites a page.
    fn branch_of(&mut self, page: u64, minor: u64) -> Vec<Rc<Said>> {
        let op = OpId([u8::try_from(minor).unwrap_or(0); 16]);
        let pledge = Pledge { op, line: line("aid"), year: YEAR, hours: 0, amount: amount(minor) };
        self.sign(CHEAT, &[], page, &Fact::Pledge(pledge)).into_iter().collect()
    }

    fn tell(&mut self, nodes: &[Coop], branch: &[Rc<Said>]) {
        for at in nodes {
            branch.iter().for_each(|said| self.deliver(*at, said));
            self.flatter(*at);
        }
    }

    /// One node hears what another holds, and not what it is: the entries are on their way.
    fn greet(&mut self, at: Coop, from: Coop) {
        self.now += 1;
        self.nodes[from].beat(&self.law, self.now);
        let hello = self.nodes[from].hello();
        let beats: Vec<_> = self.nodes[from].disk.beats.values().cloned().collect();
        beats.iter().for_each(|beat| self.nodes[at].hear(beat));
        self.nodes[at].heard.insert(from, hello);
    }

    /// Nodes that reach one another tell one another all they hold, twice; pages aside.
    fn together(&mut self, nodes: &[Coop]) {
        for _ in 0..2 {
            for at in nodes {
                self.flatter(*at);
                for from in nodes.iter().filter(|from| *from != at) {
                    self.now += 1;
                    self.meet(*at, *from, true);
                }
            }
        }
        self.watch();
    }
}
